// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.util.List;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;

/** Messages from 100 octets to 64 MiB. */
final class SizesMeasure implements Measure {

  private static final List<Integer> SIZES =
      List.of(100, 1 << 10, 10 << 10, 64 << 10, 1 << 20, 8 << 20, 64 << 20);

  @Override
  public void run(Lab lab) throws IOException {
    Server server = lab.shared();
    Load load = Load.to(server.smtp()).withConnections(10);
    Series<Integer> series =
        Series.measure(lab, SIZES, size -> lab.trial(server, load.withSize(size)));
    Table table = Figures.table("octets");
    series.medians().forEach((size, figures) -> table.add(figures.after(size)));
    lab.table("sizes", table);
    lab.chart(
        "sizes-cost",
        new Chart(
            "Processor time of a message by its size",
            new Axis.Log("octets of a message"),
            new Axis.Log("µs a message"),
            List.of(
                series.line("all", s -> true, s -> s, Figures::cpu),
                series.line("of it in the kernel", s -> true, s -> s, Figures::system))));
  }
}
