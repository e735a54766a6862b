// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Line;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Generator;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Heap;
import org.blackhole.bench.server.Jvm;
import org.blackhole.bench.server.Server;

/**
 * Sessions that are idle after EHLO, and new clients meanwhile. A server each for plain and TLS.
 */
final class IdleMeasure implements Measure {

  private static final List<Integer> SESSIONS = List.of(1_000, 10_000, 100_000);

  private static final int NEW_CLIENTS = 500;

  /**
   * Octets that a session added to what the server had before.
   *
   * @param heap in use after garbage was collected
   * @param outside resident, and not of the heap
   * @param direct the part of it that is buffers
   */
  private record Added(double heap, double outside, double direct) {

    double all() {
      return heap + outside;
    }
  }

  private record Result(
      boolean tls, int sessions, double seconds, Added each, long resident, Histogram greetings) {}

  /** Memory after garbage was collected; what is resident, before. */
  private record Memory(long resident, long heap, long outside, long direct) {

    static Memory of(Jvm jvm) {
      long before = jvm.resident();
      jvm.collect();
      Heap heap = jvm.heap();
      return new Memory(before, heap.used(), jvm.resident() - heap.committed(), jvm.direct());
    }

    Added since(Memory base, double sessions) {
      return new Added(
          (heap - base.heap) / sessions,
          (outside - base.outside) / sessions,
          (direct - base.direct) / sessions);
    }
  }

  @Override
  public void run(Lab lab) throws IOException {
    List<Result> results = new ArrayList<>();
    for (boolean tls : List.of(false, true)) {
      // A hundred thousand TLS sessions have more heap than the default allows.
      try (Server server = lab.start("-XX:NativeMemoryTracking=summary -Xmx1g")) {
        lab.warmUp(server);
        fill(lab, server, tls, results);
      }
    }
    Table table =
        new Table(
            List.of(
                "tls",
                "sessions",
                "opening_s",
                "resident_mib",
                "octets_each",
                "heap_octets_each",
                "outside_octets_each",
                "direct_octets_each",
                "greeting_p50_us",
                "greeting_p99_us",
                "greeting_max_us"));
    for (Result r : results) {
      table.add(
          List.of(
              r.tls,
              r.sessions,
              r.seconds,
              r.resident / 1048576.0,
              r.each.all(),
              r.each.heap,
              r.each.outside,
              r.each.direct,
              micros(r, 50),
              micros(r, 99),
              micros(r, 100)));
    }
    lab.table("idle", table);
    Axis across = new Axis.Log("idle sessions");
    lab.chart(
        "idle-memory",
        new Chart(
            "Memory that an idle session adds",
            across,
            new Axis.Log("octets a session"),
            List.of(
                line("plain", false, results, r -> r.each.all()),
                line("plain, of it heap", false, results, r -> r.each.heap),
                line("TLS", true, results, r -> r.each.all()),
                line("TLS, of it heap", true, results, r -> r.each.heap))));
    lab.chart(
        "idle-greeting",
        new Chart(
            "Time from connect to 220 of a new client beside idle sessions",
            across,
            new Axis.Log("µs"),
            List.of(
                line("plain, p50", false, results, r -> micros(r, 50)),
                line("plain, p99", false, results, r -> micros(r, 99)),
                line("TLS, p50", true, results, r -> micros(r, 50)),
                line("TLS, p99", true, results, r -> micros(r, 99)))));
  }

  private static void fill(Lab lab, Server server, boolean tls, List<Result> results)
      throws IOException {
    Load load = Load.to(tls ? server.smtps() : server.smtp()).withTls(tls);
    // What the first sessions bring about once, such as code for TLS, is no session's.
    Generator.open(load.withConnections(20)).close();
    Knock.greetings(server.smtp(), NEW_CLIENTS);
    Memory base = Memory.of(server.jvm());
    long room = Descriptors.most() - Descriptors.others(server.jvm());
    Deque<Generator> open = new ArrayDeque<>();
    try {
      int sessions = 0;
      for (int wanted : lab.options().quick() ? SESSIONS.subList(0, 1) : SESSIONS) {
        int next = (int) Math.min(wanted, room);
        if (next < wanted) {
          lab.say(
              "%,d sessions take as many descriptors of the server, and of the generator; a process"
                  + " may have %,d (ulimit -n). So %,d.",
              wanted, Descriptors.most(), next);
        }
        if (next > sessions) {
          long since = System.nanoTime();
          open.push(Generator.open(load.withConnections(next - sessions)));
          sessions = next;
          double seconds = (System.nanoTime() - since) / 1e9;
          open.element().count(Duration.ofSeconds(2));
          Histogram greetings = Knock.greetings(server.smtp(), NEW_CLIENTS);
          Memory now = Memory.of(server.jvm());
          results.add(
              new Result(
                  tls, sessions, seconds, now.since(base, sessions), now.resident, greetings));
          for (Generator each : open) {
            if (each.failures().number() > 0) {
              throw new IOException("Sessions did not stay: " + each.failures());
            }
          }
        }
      }
    } finally {
      open.forEach(Generator::close);
    }
  }

  private static double micros(Result result, double percentile) {
    return result.greetings.getValueAtPercentile(percentile) / 1000.0;
  }

  private static Line line(
      String name, boolean tls, List<Result> results, ToDoubleFunction<Result> up) {
    return new Line(
        name,
        results.stream()
            .filter(each -> each.tls == tls)
            .map(each -> new Line.Point(each.sessions, Math.max(up.applyAsDouble(each), 1)))
            .toList());
  }
}
