// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;

/** Recipients of a message, one RCPT after another and pipelined. */
final class RecipientsMeasure implements Measure {

  private record Point(int recipients, boolean pipelined) {}

  @Override
  public void run(Lab lab) throws IOException {
    Server server = lab.shared();
    Load load = Load.to(server.smtp()).withConnections(100);
    Series<Point> series =
        Series.measure(
            lab,
            Stream.of(1, 10, 100)
                .flatMap(number -> Stream.of(new Point(number, false), new Point(number, true)))
                .toList(),
            point ->
                lab.trial(
                    server, load.withRecipients(point.recipients).withPipelining(point.pipelined)));
    Table table = Figures.table("recipients", "pipelined");
    series
        .medians()
        .forEach((point, figures) -> table.add(figures.after(point.recipients, point.pipelined)));
    lab.table("recipients", table);
    lab.chart(
        "recipients-cost",
        new Chart(
            "Processor time of a message of 1 KiB to many recipients",
            new Axis.Log("recipients"),
            new Axis.Log("µs a message"),
            List.of(
                series.line(
                    "a command at a time", p -> !p.pipelined, Point::recipients, Figures::cpu),
                series.line("pipelined", p -> p.pipelined, Point::recipients, Figures::cpu))));
  }
}
