// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Counts;
import org.blackhole.bench.load.Generator;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;
import org.blackhole.bench.server.Usage;
import org.jspecify.annotations.Nullable;

/** What all measures use: servers, trials, and where their results go. */
final class Lab implements AutoCloseable {

  /** So that no measure meets a limit that it does not ask for. */
  private static final Map<String, String> ROOM =
      Map.of(
          "SMTP_HOSTNAME", "mx.example",
          "SMTP_MAX_SESSIONS", "1000000",
          "SMTP_MAX_MESSAGE_SIZE", "134217728",
          "SMTP_IDLE_TIMEOUT", "1h");

  private final Options options;
  private final PrintStream out;
  private @Nullable Server shared;

  Lab(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  Options options() {
    return options;
  }

  /** Tells the reader how far it is. */
  void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }

  /** A server that is warm, for all measures that need no other settings. */
  Server shared() throws IOException {
    Server server = shared;
    if (server == null) {
      server = start("");
      shared = server;
      warmUp(server);
    }
    return server;
  }

  /** A new server, for the caller to close; the shared one ends before. */
  Server start(String jvm) throws IOException {
    close();
    return Server.start(options.server(), jvm, ROOM);
  }

  /** Sends mail of all sorts until the code is compiled. */
  void warmUp(Server server) {
    Load load = Load.to(server.smtp());
    int seconds = options.quick() ? 4 : 10;
    say("warming up");
    send(load.withConnections(10), seconds);
    send(load.withConnections(100).withPipelining(true), seconds / 2);
    send(load.withConnections(100).withRecipients(10).withPerConnection(10), seconds / 4);
  }

  private static void send(Load load, int seconds) {
    try (Generator generator = Generator.open(load)) {
      generator.send();
      generator.count(Duration.ofSeconds(seconds));
    }
  }

  /** What a message of a load costs, measured once. */
  Figures trial(Server server, Load load) {
    try (Generator generator = Generator.open(load)) {
      generator.send();
      // Before its figures count, a load settles.
      generator.count(Duration.ofMillis(options.quick() ? 500 : 1000));
      return window(server, generator);
    }
  }

  /** The same with a load that is on. */
  Figures window(Server server, Generator generator) {
    return window(server, generator, options.window());
  }

  Figures window(Server server, Generator generator, Duration length) {
    long own = ProcessHandle.current().pid();
    Usage ownBefore = Usage.of(own);
    Usage before = server.jvm().usage();
    Counts counts = generator.count(length);
    Usage.Spent spent = server.jvm().usage().since(before);
    Usage.Spent ownSpent = Usage.of(own).since(ownBefore);
    if (counts.messages() == 0) {
      throw new IllegalStateException("No message was taken; failed: " + generator.failures());
    }
    if (generator.failures().number() > 0) {
      say("failed connections: %s", generator.failures());
    }
    Figures figures = Figures.of(counts, spent, ownSpent, generator.failures().number());
    say(
        "  %,9.0f messages/s, %8.1f µs each, p50 %.0f µs, p99 %.0f µs",
        figures.perSecond(), figures.cpu(), figures.p50(), figures.p99());
    return figures;
  }

  /** Lets the server rest. */
  void pause(Duration length) {
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a table as {@code <name>.csv}, and shows it. */
  void table(String name, Table table) throws IOException {
    say("%n%s%n%s", name, table.text());
    write(name + ".csv", table.csv());
  }

  /** Writes a chart as {@code <name>.svg}. */
  void chart(String name, Chart chart) throws IOException {
    write(name + ".svg", chart.svg());
  }

  private void write(String name, String text) throws IOException {
    Path file = options.folder().resolve(name);
    Files.createDirectories(options.folder());
    Files.writeString(file, text);
  }

  @Override
  public void close() {
    Server server = shared;
    shared = null;
    if (server != null) {
      server.close();
    }
  }
}
