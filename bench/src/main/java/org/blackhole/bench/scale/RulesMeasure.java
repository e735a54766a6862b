// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.util.List;
import org.blackhole.bench.Documents;
import org.blackhole.bench.Mix;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.load.Load;

/** Rules of all kinds, none of which matches. */
final class RulesMeasure implements Measure {

  /** Among the rules are some that match from a later message of a session on. */
  private static final int PER_CONNECTION = 1000;

  @Override
  public void run(Lab lab) throws IOException {
    Server server = lab.shared();
    Load load = Load.to(server.smtp()).withConnections(100).withPerConnection(PER_CONNECTION);
    Series.Trial<Integer> trial =
        rules -> {
          server.policy(Documents.text(rules, Mix.MIXED, false));
          return lab.trial(server, load);
        };
    // Their code is not in use before: it is compiled now, and again as its use becomes known.
    List<Integer> points = List.of(0, 10, 100, 1_000);
    for (int rules : points) {
      lab.say("%d to warm up", rules);
      trial.of(rules);
    }
    Series<Integer> series = Series.measure(lab, points, trial);
    server.policy(Documents.text(0, Mix.MIXED, false));
    Table table = Table.ofFigures("rules");
    series.medians().forEach((rules, figures) -> table.add(List.of(rules), figures));
    lab.table("rules", table);
    lab.chart(
        "rules-cost",
        new Chart(
            "Processor time of a message of 1 KiB under rules that do not match",
            new Axis.Steps("rules of all kinds"),
            new Axis.Linear("µs a message"),
            List.of(
                series.line("all", r -> true, r -> r, Figures::cpu),
                series.line("of it in the kernel", r -> true, r -> r, Figures::system))));
  }
}
