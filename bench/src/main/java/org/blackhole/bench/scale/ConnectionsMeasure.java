// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;

/** Connections that send, as fast as they are answered and at a rate. */
final class ConnectionsMeasure implements Measure {

  private record Point(int connections, boolean paced) {}

  @Override
  public void run(Lab lab) throws IOException {
    Server server = lab.shared();
    int rate = lab.options().rate();
    List<Point> points =
        Stream.of(1, 10, 100, 1_000, 10_000)
            .flatMap(number -> Stream.of(new Point(number, false), new Point(number, true)))
            .toList();
    Load load = Load.to(server.smtp());
    Series<Point> series =
        Series.measure(
            lab,
            points,
            point ->
                lab.trial(
                    server,
                    load.withConnections(point.connections).withRate(point.paced ? rate : 0)));
    Table table = Figures.table("connections", "offered_per_s");
    for (Map.Entry<Point, Figures> each : series.medians().entrySet()) {
      Point point = each.getKey();
      table.add(
          each.getValue().after(point.connections, point.paced ? Integer.toString(rate) : "all"));
    }
    lab.table("connections", table);
    Axis across = new Axis.Log("connections that send");
    String offered = "at %,d/s".formatted(rate);
    lab.chart(
        "connections-cost",
        new Chart(
            "Processor time of a message of 1 KiB",
            across,
            new Axis.Linear("µs a message"),
            List.of(
                series.line("as fast as answered", p -> !p.paced, Point::connections, Figures::cpu),
                series.line(
                    "of it in the kernel", p -> !p.paced, Point::connections, Figures::system),
                series.line(offered, p -> p.paced, Point::connections, Figures::cpu))));
    lab.chart(
        "connections-latency",
        new Chart(
            "Time from MAIL, or from when it was due, to the last 250",
            across,
            new Axis.Log("µs"),
            List.of(
                series.line("all, p50", p -> !p.paced, Point::connections, Figures::p50),
                series.line("all, p99", p -> !p.paced, Point::connections, Figures::p99),
                series.line(offered + ", p50", p -> p.paced, Point::connections, Figures::p50),
                series.line(offered + ", p99", p -> p.paced, Point::connections, Figures::p99))));
  }
}
