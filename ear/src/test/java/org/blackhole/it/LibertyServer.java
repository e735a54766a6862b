// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server made from {@code server-config}, with an application, in the foreground of a process of
 * its own. Made by Liberty's {@code server} script, so that its secrets are made as a user's are.
 */
final class LibertyServer implements AutoCloseable {

  /** The EAR under test. */
  static final Path BLACKHOLE =
      Path.of(System.getProperty("blackhole.ear", "target/blackhole.ear"));

  static final String PASSWORD = "correct horse battery staple";

  /** The name it greets with. */
  static final String HOST = "mx.example";

  /** What the build puts beside server.xml. */
  private static final String DRIVERS = "lib/database";

  /** A start takes some seconds; on a machine that is busy with other work, minutes. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  /** No test here lives long enough to get back what the second compiler takes. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** Tests run in several JVMs at once, which share a folder. */
  static final String FORK = System.getProperty("it.fork", "1");

  private static final Set<String> MADE = ConcurrentHashMap.newKeySet();
  static final Path HOME =
      Path.of(System.getProperty("liberty.home", "target/liberty/wlp")).toAbsolutePath();
  static final Path USER =
      Path.of(System.getProperty("liberty.user", "target/it")).toAbsolutePath();
  static final Path CONFIG =
      Path.of(System.getProperty("server.config", "../server-config")).toAbsolutePath();

  private static final String TEMPLATE = "made-by-its-script";

  private final String name;
  private final Ports ports;
  private final Map<String, String> environment;
  private @Nullable Process process;

  private LibertyServer(String name, Ports ports, Map<String, String> environment) {
    this.name = name;
    this.ports = ports;
    this.environment = environment;
  }

  /** A server that holds the EAR under test. */
  static LibertyServer blackhole(String name, Map<String, String> environment) {
    LibertyServer server = create(name, environment);
    try {
      FileTree.copy(
          HOME.resolve("usr/servers/blackhole").resolve(DRIVERS),
          server.directory().resolve(DRIVERS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.deploy(BLACKHOLE);
    return server;
  }

  /**
   * A server without an application yet.
   *
   * @param environment of the server, beside its ports and the administrator's password
   */
  static LibertyServer create(String name, Map<String, String> environment) {
    return create(name, CONFIG, environment);
  }

  /**
   * A server with a configuration of its own.
   *
   * @param configuration the folder of its server.xml
   */
  static LibertyServer create(String name, Path configuration, Map<String, String> environment) {
    Ports ports = Ports.free();
    Map<String, String> all = new TreeMap<>(ports.environment());
    all.put("BLACKHOLE_ADMIN_PASSWORD", PASSWORD);
    all.put("SMTP_HOSTNAME", HOST);
    all.putAll(environment);
    LibertyServer server = new LibertyServer(name, ports, all);
    try {
      FileTree.delete(server.directory());
      FileTree.copy(template(), server.directory());
      FileTree.copy(configuration, server.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return server;
  }

  /** What Liberty's script makes, which takes its time: once for all servers. */
  private static synchronized Path template() throws IOException {
    String name = TEMPLATE + FORK;
    LibertyServer made = new LibertyServer(name, Ports.NONE, Map.of());
    if (MADE.add(name)) {
      FileTree.delete(made.directory());
      made.script("create");
    }
    return made.directory();
  }

  Ports ports() {
    return ports;
  }

  AdminApi admin() {
    return new AdminApi("http://127.0.0.1:" + ports.http(), "admin", PASSWORD);
  }

  Path directory() {
    return USER.resolve("servers").resolve(name);
  }

  /** Puts the application in place, or in place of the one that is there. */
  void deploy(Path application) {
    try {
      Path apps = Files.createDirectories(directory().resolve("apps"));
      Path part =
          Files.copy(application, apps.resolve("part"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          part,
          apps.resolve("blackhole.ear"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes server.xml, of a running server too. */
  void configure(UnaryOperator<String> change) {
    Path file = directory().resolve("server.xml");
    try {
      Files.writeString(file, change.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a variable in server.xml, where it wins over the environment. */
  void set(String variable, String value) {
    String line = "  <variable name=\"" + variable + "\" value=\"" + value + "\"/>\n";
    configure(xml -> xml.replace("</server>", line + "</server>"));
  }

  /** Has its ports in server.xml, for who starts it without our environment. */
  void setPorts() {
    set("smtp.port", Integer.toString(ports.mx()));
    set("smtps.port", Integer.toString(ports.smtps()));
    set("submission.port", Integer.toString(ports.submission()));
    set("http.port", Integer.toString(ports.http()));
    set("https.port", Integer.toString(ports.https()));
    set("smtp.hostname", HOST);
  }

  /** Starts it and does not wait. */
  void start() {
    try {
      process = command("run").redirectOutput(console().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it and waits until it says that it is ready. */
  LibertyServer startReady() {
    start();
    awaitReady();
    return this;
  }

  void awaitReady() {
    await("ready, see " + directory())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the server ended: " + console(), () -> !running().isAlive())
        .until(() -> admin().readiness().status() == 200);
  }

  /** Waits for a readiness that is DOWN and says this. */
  void awaitNotReadyBecause(String part) {
    await("not ready because of " + part)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the server ended: " + console(), () -> !running().isAlive())
        .until(
            () -> {
              AdminApi.Answer answer = admin().readiness();
              return answer.status() == 503 && answer.body().contains(part);
            });
  }

  /** What it wrote to the console. */
  String consoleText() {
    return read(console());
  }

  /** What it logged. */
  String log() {
    return read(directory().resolve("logs/messages.log"));
  }

  long pid() {
    return running().pid();
  }

  /** Ends it as a user does in another terminal; the exit code of the server. */
  int stop() {
    try {
      script("stop");
      return ended();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as Ctrl-C does; the exit code of the server. */
  int interrupt() {
    try {
      new ProcessBuilder("kill", interruptSignal(), Long.toString(pid())).start().waitFor();
      return ended();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A process begun in the background is deaf to SIGINT; SIGTERM has the JVM do the same. */
  private String interruptSignal() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).trim())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & 2) == 0 ? "-INT" : "-TERM";
  }

  /** Ends it by SIGKILL. */
  void kill() {
    close();
  }

  /** Ends it whatever its state, as a test is over. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
      ended();
    }
  }

  private int ended() {
    try {
      if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("Server " + name + " does not end");
      }
      return running().exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("Server " + name + " was not started");
    }
    return process;
  }

  private void script(String verb) throws IOException {
    Path output = Files.createDirectories(USER).resolve(name + "-" + verb + ".txt");
    try {
      int exit = command(verb).redirectOutput(output.toFile()).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("server " + verb + " failed: " + read(output));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ProcessBuilder command(String verb) {
    List<String> words = new ArrayList<>();
    words.add(HOME.resolve("bin/server").toString());
    words.add(verb);
    words.add(name);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("WLP_USER_DIR", USER.toString());
    builder.environment().put("JVM_ARGS", QUICK_START);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private Path console() {
    return USER.resolve(name + "-console.txt");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
