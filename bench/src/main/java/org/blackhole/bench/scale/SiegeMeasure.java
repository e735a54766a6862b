// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Generator;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;
import org.blackhole.bench.siege.Crowd;
import org.blackhole.bench.siege.Flood;
import org.blackhole.bench.siege.Siege;

/**
 * What others notice of bad clients: messages at a rate, each of whose connections brings ten,
 * alone and beside each kind; and what the server keeps of those clients when they have gone.
 */
final class SiegeMeasure implements Measure {

  private static final double MEBIBYTE = 1 << 20;
  private static final int RATE = 200;
  private static final Duration CALM = Duration.ofSeconds(2);

  private static final String EHLO = "EHLO siege.example\r\n";
  private static final String DATA =
      EHLO + "MAIL FROM:<a@siege.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n";

  private static final String POLICY =
      """
      {"rules": [{"name": "hang", "at": "mail", "when": {"sender": "hang@siege.example"},
                  "then": {"hang": "1h"}}]}
      """;

  /** Begins one. */
  @FunctionalInterface
  private interface Start {
    Siege start() throws IOException;
  }

  private record Kind(String name, int clients, Start start) {}

  /**
   * @param resident before, meanwhile, and after a full collection when they have gone, in octets
   */
  private record Result(Kind kind, Figures alone, Figures beside, List<Long> resident, long ended) {

    List<Object> row() {
      return List.of(
          kind.name,
          kind.clients,
          ended,
          alone.p50(),
          beside.p50(),
          alone.p99(),
          beside.p99(),
          beside.p99() / alone.p99(),
          resident.get(0) / MEBIBYTE,
          resident.get(1) / MEBIBYTE,
          resident.get(2) / MEBIBYTE);
    }
  }

  @Override
  public void run(Lab lab) throws IOException {
    Table table =
        new Table(
            List.of(
                "siege",
                "clients",
                "ended",
                "p50_alone_us",
                "p50_us",
                "p99_alone_us",
                "p99_us",
                "p99_ratio",
                "resident_before_mib",
                "resident_mib",
                "resident_after_mib"));
    try (Server server = lab.start("")) {
      lab.warmUp(server);
      server.policy(POLICY.getBytes(StandardCharsets.US_ASCII));
      for (Kind kind : kinds(lab, server)) {
        table.add(measure(lab, server, kind).row());
      }
    }
    lab.table("siege", table);
  }

  private static List<Kind> kinds(Lab lab, Server server) {
    var smtp = server.smtp();
    int room = (int) (Descriptors.most() - Descriptors.others(server.jvm()));
    int few = lab.options().quick() ? 200 : 2_000;
    int idle = lab.options().quick() ? 1_000 : Math.min(20_000, room);
    int hanging = lab.options().quick() ? 1_000 : Math.min(50_000, room);
    String hang = EHLO + "MAIL FROM:<hang@siege.example>\r\n";
    return List.of(
        new Kind("idle after EHLO", idle, () -> new Crowd(smtp, idle, EHLO, false)),
        new Kind("hung by a rule", hanging, () -> new Crowd(smtp, hanging, hang, false)),
        new Kind("a command, an octet a second", few, () -> new Crowd(smtp, few, EHLO, true)),
        new Kind("content, an octet a second", few, () -> new Crowd(smtp, few, DATA, true)),
        new Kind("10,000 RSET in a write", 1, () -> Flood.ofCommands(smtp, "RSET", 10_000)),
        new Kind("a command of 64 MiB", 1, () -> Flood.ofCommand(smtp, 64L << 20)),
        new Kind("a line of 64 MiB", 1, () -> Flood.ofContent(smtp, 64L << 20)),
        new Kind("content, 1 GiB over the limit", 1, () -> Flood.ofLines(smtp, 1152L << 20)));
  }

  private static Result measure(Lab lab, Server server, Kind kind) throws IOException {
    lab.say("%s: %,d", kind.name, kind.clients);
    Load others = Load.to(server.smtp()).withConnections(10).withPerConnection(10).withRate(RATE);
    server.jvm().collect();
    long before = server.jvm().resident();
    Figures alone = trial(lab, server, others);
    Siege siege = kind.start.start();
    Figures beside;
    long meanwhile;
    try (siege) {
      // That they came is over: a heap that grew for them has been collected.
      server.jvm().collect();
      beside = trial(lab, server, others);
      meanwhile = server.jvm().resident();
    }
    lab.pause(CALM);
    server.jvm().collect();
    return new Result(
        kind, alone, beside, List.of(before, meanwhile, server.jvm().resident()), siege.ended());
  }

  /** Long enough for a percentile. */
  private static Figures trial(Lab lab, Server server, Load load) {
    try (Generator generator = Generator.open(load)) {
      generator.send();
      generator.count(Duration.ofSeconds(1));
      return lab.window(server, generator, lab.options().window().multipliedBy(5));
    }
  }
}
