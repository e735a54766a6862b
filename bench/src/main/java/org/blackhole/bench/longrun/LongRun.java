// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.Recorder;
import org.blackhole.bench.server.Server;

/**
 * All kinds of clients, changes of the policy and new deployments at once: {@code bench/long-run}.
 */
public final class LongRun {

  private static final Duration PROBES = Duration.ofMillis(50);
  private static final Duration CALM = Duration.ofSeconds(30);

  private LongRun() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    PrintStream out = System.out;
    if (arguments.length != 4) {
      out.println("usage: LongRun MINUTES MINUTES-BETWEEN-DEPLOYMENTS SERVER FOLDER");
      System.exit(2);
      return;
    }
    Duration time = Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[0])));
    Duration between = Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[1])));
    Path liberty = Path.of(arguments[2]);
    Report report = new Report(Path.of(arguments[3]), out);
    Outcomes outcomes = new Outcomes();
    try (Server server =
        Server.start(
            liberty,
            "-XX:NativeMemoryTracking=summary",
            Map.of("SMTP_HOSTNAME", "mx.example", "SMTP_IDLE_TIMEOUT", "5s"))) {
      Recorder probes = new Recorder(3);
      Watch watch = new Watch(server.jvm(), outcomes, probes, report);
      watch.look("before");
      try (Cast cast = new Cast(outcomes)) {
        fill(cast, server, outcomes, probes);
        run(server, watch, outcomes, time, between);
      }
      report.say("All clients have left; waiting for the server to be calm.");
      TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
      server.jvm().collect();
      TimeUnit.NANOSECONDS.sleep(Duration.ofSeconds(10).toNanos());
      watch.look("after");
      report.errors(server);
      report.write(outcomes);
    }
    System.exit(outcomes.wrongs() == 0 ? 0 : 1);
  }

  private static void fill(Cast cast, Server server, Outcomes outcomes, Recorder probes) {
    SSLContext trusting = Trusting.context();
    Recorder unheard = new Recorder(3);
    cast.add(
        "probe", new HonestClient(server.smtp(), Way.PLAIN, trusting, 1, outcomes, probes), PROBES);
    for (int i = 0; i < 8; i++) {
      cast.add(
          "plain " + i,
          new HonestClient(server.smtp(), Way.PLAIN, trusting, 50, outcomes, unheard),
          Duration.ZERO);
    }
    for (int i = 0; i < 3; i++) {
      cast.add(
          "TLS " + i,
          new HonestClient(server.smtps(), Way.TLS, trusting, 10, outcomes, unheard),
          Duration.ofMillis(20));
      cast.add(
          "STARTTLS " + i,
          new HonestClient(server.submission(), Way.STARTTLS, trusting, 10, outcomes, unheard),
          Duration.ofMillis(20));
    }
    for (int i = 0; i < 8; i++) {
      cast.add(
          "rude " + i,
          new RudeClient(server.smtp(), server.smtps(), trusting, outcomes),
          Duration.ofMillis(10));
    }
    cast.add("policy", new PolicyChanges(server, outcomes), Duration.ZERO);
  }

  private static void run(
      Server server, Watch watch, Outcomes outcomes, Duration time, Duration between)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    long nextDeployment = between.toNanos();
    long elapsed = 0;
    while (elapsed < time.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(Watch.STEP.toNanos());
      watch.look("");
      elapsed = System.nanoTime() - began;
      // Not at the very end: what follows it is looked at too.
      if (elapsed >= nextDeployment && elapsed + Duration.ofMinutes(1).toNanos() < time.toNanos()) {
        nextDeployment += between.toNanos();
        outcomes.add("deployed again");
        server.redeploy();
      }
    }
  }
}
