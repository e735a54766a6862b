// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Line;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Generator;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Heap;
import org.blackhole.bench.server.Jvm;
import org.blackhole.bench.server.Server;

/** Many messages, from connections that are replaced after a thousand: does memory grow? */
final class GrowthMeasure implements Measure {

  private static final int SAMPLES = 100;
  private static final double MEBIBYTE = 1 << 20;

  private record Sample(double seconds, long messages, long resident, Heap heap, long direct) {}

  @Override
  public void run(Lab lab) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Server server = lab.start("-XX:NativeMemoryTracking=summary")) {
      long messages = lab.options().messages();
      Load load = Load.to(server.smtp()).withConnections(100).withPerConnection(1000);
      try (Generator generator = Generator.open(load)) {
        send(lab, server.jvm(), generator, messages, samples);
        lab.say("failed connections: %s", generator.failures());
      }
      server.jvm().collect();
      lab.say(
          "after a full collection: heap %.1f MiB, resident %.1f MiB",
          server.jvm().heap().used() / MEBIBYTE, server.jvm().resident() / MEBIBYTE);
    }
    Table table =
        new Table(
            List.of(
                "seconds", "messages", "resident_mib", "heap_used_mib", "heap_mib", "direct_mib"));
    for (Sample each : samples) {
      table.add(
          List.of(
              each.seconds,
              each.messages,
              each.resident / MEBIBYTE,
              each.heap.used() / MEBIBYTE,
              each.heap.committed() / MEBIBYTE,
              each.direct / MEBIBYTE));
    }
    lab.table("growth", table);
    lab.chart(
        "growth",
        new Chart(
            "Memory of the server over its messages",
            new Axis.Linear("messages"),
            new Axis.Linear("MiB"),
            List.of(
                line("resident", samples, each -> each.resident),
                line("heap committed", samples, each -> each.heap.committed()),
                line("heap used", samples, each -> each.heap.used()),
                line("buffers outside", samples, each -> each.direct))));
  }

  private static void send(
      Lab lab, Jvm jvm, Generator generator, long messages, List<Sample> samples) {
    long since = System.nanoTime();
    long next = 0;
    generator.send();
    while (true) {
      long taken = generator.taken();
      if (taken >= next) {
        double seconds = (System.nanoTime() - since) / 1e9;
        Sample now = new Sample(seconds, taken, jvm.resident(), jvm.heap(), jvm.direct());
        samples.add(now);
        lab.say(
            "%7.1f s %,12d messages: resident %.1f MiB, heap used %.1f MiB of %.1f, buffers %.1f",
            seconds,
            taken,
            now.resident / MEBIBYTE,
            now.heap.used() / MEBIBYTE,
            now.heap.committed() / MEBIBYTE,
            now.direct / MEBIBYTE);
        next += Math.max(messages / SAMPLES, 1);
      }
      if (taken >= messages) {
        return;
      }
      if (generator.count(Duration.ofMillis(500)).messages() == 0) {
        throw new IllegalStateException("No more messages; failed: " + generator.failures());
      }
    }
  }

  private static Line line(String name, List<Sample> samples, ToDoubleFunction<Sample> octets) {
    return new Line(
        name,
        samples.stream()
            .map(each -> new Line.Point(each.messages, octets.applyAsDouble(each) / MEBIBYTE))
            .toList());
  }
}
