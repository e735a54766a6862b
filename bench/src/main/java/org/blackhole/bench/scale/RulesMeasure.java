// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.util.List;
import org.blackhole.bench.Mix;
import org.blackhole.bench.PolicyText;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Load;
import org.blackhole.bench.server.Server;

/** Rules of all kinds, of which none matches, or the last, which accepts the message. */
final class RulesMeasure implements Measure {

  private record Point(int rules, boolean last) {

    byte[] document() {
      return PolicyText.accepting(rules, Mix.MIXED, last);
    }
  }

  private static final List<Point> POINTS =
      List.of(
          new Point(0, false),
          new Point(10, false),
          new Point(10, true),
          new Point(100, false),
          new Point(100, true),
          new Point(1_000, false),
          new Point(1_000, true));

  /** Among the rules are some that match from a later message of a session on. */
  private static final int PER_CONNECTION = 1000;

  @Override
  public void run(Lab lab) throws IOException {
    Server server = lab.shared();
    Load load = Load.to(server.smtp()).withConnections(100).withPerConnection(PER_CONNECTION);
    Series.Trial<Point> trial =
        point -> {
          server.policy(point.document());
          return lab.trial(server, load);
        };
    if (!lab.options().quick()) {
      // Their code is not in use before: it is compiled now, and again as its use becomes known.
      lab.say("to warm up:");
      for (Point point : POINTS) {
        trial.of(point);
      }
    }
    Series<Point> series = Series.measure(lab, POINTS, trial);
    server.policy(new Point(0, false).document());
    Table table = Figures.table("rules", "match");
    series
        .medians()
        .forEach(
            (point, figures) ->
                table.add(figures.after(point.rules, point.last ? "last" : "none")));
    lab.table("rules", table);
    lab.chart(
        "rules-cost",
        new Chart(
            "Processor time of a message of 1 KiB under rules",
            new Axis.Steps("rules of all kinds"),
            new Axis.Linear("µs a message"),
            List.of(
                series.line("none matches", p -> !p.last, Point::rules, Figures::cpu),
                series.line("the last matches", p -> p.last, Point::rules, Figures::cpu),
                series.line("in the kernel (none)", p -> !p.last, Point::rules, Figures::system))));
  }
}
