// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Generator;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;
import org.blackhole.bench.siege.Crowd;
import org.blackhole.bench.siege.Flood;
import org.blackhole.bench.siege.Siege;
import org.blackhole.bench.siege.Sinkhole;
import org.jspecify.annotations.Nullable;

/**
 * What others notice of bad clients: messages at a rate, each of whose connections brings ten,
 * alone, beside each kind, and while the same flood goes elsewhere; and what the server keeps of
 * those clients when they have gone.
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
    Siege against(InetSocketAddress server) throws IOException;
  }

  /**
   * @param flood whether it keeps the processors busy, so that the machine's share is to be told
   */
  private record Kind(String name, int clients, boolean flood, Start start) {}

  /**
   * @param elsewhere while the same goes to a {@link Sinkhole}; null unless it is a flood
   * @param resident before, meanwhile, and after a full collection when they have gone, in octets
   */
  private record Result(
      Kind kind,
      Figures alone,
      Figures beside,
      @Nullable Figures elsewhere,
      List<Long> resident,
      long ended) {

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
          elsewhere == null ? "" : elsewhere.p50(),
          elsewhere == null ? "" : elsewhere.p99(),
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
                "p50_elsewhere_us",
                "p99_elsewhere_us",
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
    int room = (int) (Descriptors.most() - Descriptors.others(server.jvm()));
    int few = lab.options().quick() ? 200 : 2_000;
    int idle = lab.options().quick() ? 1_000 : Math.min(20_000, room);
    int hanging = lab.options().quick() ? 1_000 : Math.min(50_000, room);
    String hang = EHLO + "MAIL FROM:<hang@siege.example>\r\n";
    return List.of(
        crowd("idle after EHLO", idle, EHLO, false),
        crowd("hung by a rule", hanging, hang, false),
        crowd("a command, an octet a second", few, EHLO, true),
        crowd("content, an octet a second", few, DATA, true),
        flood("10,000 RSET in a write", to -> Flood.ofCommands(to, "RSET", 10_000)),
        flood("a command of 64 MiB", to -> Flood.ofCommand(to, 64L << 20)),
        flood("a line of 64 MiB", to -> Flood.ofContent(to, 64L << 20)),
        flood("content, 1 GiB over the limit", to -> Flood.ofLines(to, 1152L << 20)));
  }

  private static Kind crowd(String name, int clients, String opening, boolean drip) {
    return new Kind(name, clients, false, to -> new Crowd(to, clients, opening, drip));
  }

  private static Kind flood(String name, Start start) {
    return new Kind(name, 1, true, start);
  }

  private static Result measure(Lab lab, Server server, Kind kind) throws IOException {
    lab.say("%s: %,d", kind.name, kind.clients);
    Load others = Load.to(server.smtp()).withConnections(10).withPerConnection(10).withRate(RATE);
    List<Figures> alone = new ArrayList<>();
    List<Figures> beside = new ArrayList<>();
    List<Figures> elsewhere = new ArrayList<>();
    server.jvm().collect();
    long before = server.jvm().resident();
    if (kind.flood) {
      // The first ones teach the compiler, and fill the journal: the heap grows to what it takes.
      Siege first = kind.start.against(server.smtp());
      try (first) {
        lab.pause(length(lab));
      }
    }
    long meanwhile = 0;
    long ended = 0;
    int rounds = lab.options().rounds();
    // A crowd takes long to come, so it comes once, and is measured as often.
    int visits = kind.flood ? rounds : 1;
    int trials = rounds / visits;
    for (int visit = 0; visit < visits; visit++) {
      for (int i = 0; i < trials; i++) {
        alone.add(trial(lab, server, others));
      }
      try (Siege siege = kind.start.against(server.smtp())) {
        if (!kind.flood) {
          // That they came is over: a heap that grew for them has been collected.
          server.jvm().collect();
        }
        for (int i = 0; i < trials; i++) {
          beside.add(trial(lab, server, others));
        }
        meanwhile = Math.max(meanwhile, server.jvm().resident());
        ended += siege.ended();
      }
      if (kind.flood) {
        elsewhere.add(elsewhere(lab, server, kind, others));
      }
    }
    lab.pause(CALM);
    server.jvm().collect();
    return new Result(
        kind,
        Figures.median(alone),
        Figures.median(beside),
        elsewhere.isEmpty() ? null : Figures.median(elsewhere),
        List.of(before, meanwhile, server.jvm().resident()),
        ended);
  }

  /** What the others notice when the machine does all of this, but the server has no part in it. */
  private static Figures elsewhere(Lab lab, Server server, Kind kind, Load others)
      throws IOException {
    try (Sinkhole sinkhole = Sinkhole.open()) {
      Siege siege = kind.start.against(sinkhole.address());
      try (siege) {
        return trial(lab, server, others);
      }
    }
  }

  /** Long enough for a percentile. */
  private static Duration length(Lab lab) {
    return lab.options().window().multipliedBy(5);
  }

  private static Figures trial(Lab lab, Server server, Load load) {
    try (Generator generator = Generator.open(load)) {
      generator.goFirst();
      generator.send();
      generator.count(Duration.ofSeconds(1));
      return lab.window(server, generator, length(lab));
    }
  }
}
