// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
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
import org.blackhole.bench.server.Server;

/** Heaps of different sizes: a server each. */
final class HeapMeasure implements Measure {

  private record Result(int mebibytes, Figures figures, double collections, double pauses) {}

  @Override
  public void run(Lab lab) throws IOException {
    List<Result> results = new ArrayList<>();
    for (int size : lab.options().quick() ? List.of(128, 512) : List.of(128, 256, 512, 1024)) {
      try (Server server = lab.start("-Xmx%dm".formatted(size))) {
        lab.warmUp(server);
        results.add(measure(lab, server, size));
      }
    }
    Table table = Figures.table("heap_mib", "collections_per_million", "stopped_us");
    for (Result each : results) {
      table.add(each.figures.after(each.mebibytes, each.collections, each.pauses));
    }
    lab.table("heap", table);
    lab.chart(
        "heap-cost",
        new Chart(
            "Processor time of a message of 1 KiB by the greatest size of the heap",
            new Axis.Steps("MiB of heap (-Xmx)"),
            new Axis.Linear("µs a message"),
            List.of(
                line("all", results, each -> each.figures.cpu()),
                line("of it for garbage", results, each -> each.figures.collector()))));
  }

  private static Result measure(Lab lab, Server server, int size) {
    Load load = Load.to(server.smtp()).withConnections(100);
    try (Generator generator = Generator.open(load)) {
      generator.send();
      Heap before = server.jvm().heap();
      long taken = generator.taken();
      List<Figures> rounds = new ArrayList<>();
      for (int i = 0; i < lab.options().rounds(); i++) {
        rounds.add(lab.window(server, generator));
      }
      Heap after = server.jvm().heap();
      double millions = (generator.taken() - taken) / 1e6;
      return new Result(
          size,
          Figures.median(rounds),
          (after.collections() - before.collections()) / millions,
          (after.seconds() - before.seconds()) / millions);
    }
  }

  private static Line line(String name, List<Result> results, ToDoubleFunction<Result> up) {
    return new Line(
        name,
        results.stream()
            .map(each -> new Line.Point(each.mebibytes, up.applyAsDouble(each)))
            .toList());
  }
}
