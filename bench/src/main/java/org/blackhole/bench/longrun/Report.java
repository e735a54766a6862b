// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.blackhole.bench.chart.Axis;
import org.blackhole.bench.chart.Chart;
import org.blackhole.bench.chart.Line;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.server.Server;

/** What is told while it runs, and left at its end: a table, three charts, and what happened. */
final class Report {

  private static final double MEBIBYTE = 1 << 20;

  private final Path folder;
  private final PrintStream out;
  private final List<Sample> samples = new ArrayList<>();
  private final StringBuilder end = new StringBuilder();

  Report(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }

  void add(Sample sample) {
    samples.add(sample);
    say(
        "%7.0f s %7d replies 250, p50 %7.0f us, p99 %7.0f us, %6.1f MiB resident, heap %6.1f,"
            + " buffers %6.1f, %5d descriptors, %3d threads, %d wrong %s",
        sample.seconds(),
        sample.replies(),
        sample.p50(),
        sample.p99(),
        sample.resident() / MEBIBYTE,
        sample.heap() / MEBIBYTE,
        sample.direct() / MEBIBYTE,
        sample.descriptors(),
        sample.threads(),
        sample.wrongs(),
        sample.note());
  }

  /** What the server said itself. */
  void errors(Server server) throws IOException {
    Files.createDirectories(folder);
    server.copyLog(folder.resolve("long-run.log"));
    for (String level : List.of("[ERROR", "[WARNING", "Exception", "OutOfMemory")) {
      end.append("log lines with ").append(level).append(": ").append(server.logged(level));
      end.append('\n');
    }
  }

  void write(Outcomes outcomes) throws IOException {
    for (Map.Entry<String, Long> each : outcomes.all().entrySet()) {
      end.append("%,14d  %s%n".formatted(each.getValue(), each.getKey()));
    }
    say("%n%s", end);
    Files.writeString(folder.resolve("long-run.txt"), end);
    Table table = new Table(Sample.COLUMNS);
    samples.forEach(each -> table.add(each.row()));
    Files.writeString(folder.resolve("long-run.csv"), table.csv());
    chart(
        "memory",
        "Memory of the server",
        "MiB",
        Map.of(
            "resident", each -> each.resident() / MEBIBYTE,
            "heap used", each -> each.heap() / MEBIBYTE,
            "buffers outside", each -> each.direct() / MEBIBYTE));
    chart(
        "latency",
        "Time to the answer to a message",
        "ms",
        Map.of("p50", each -> each.p50() / 1000, "p99", each -> each.p99() / 1000));
    chart(
        "handles",
        "Threads and descriptors",
        "number",
        Map.of("threads", Sample::threads, "descriptors", Sample::descriptors));
    say("The report is in %s.", folder);
  }

  private void chart(
      String name, String title, String unit, Map<String, ToDoubleFunction<Sample>> lines)
      throws IOException {
    List<Line> drawn =
        lines.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                line ->
                    new Line(
                        line.getKey(),
                        samples.stream()
                            .map(
                                each ->
                                    new Line.Point(
                                        each.seconds() / 60, line.getValue().applyAsDouble(each)))
                            .toList()))
            .toList();
    Chart chart = new Chart(title, new Axis.Linear("minutes"), new Axis.Linear(unit), drawn);
    Files.writeString(folder.resolve("long-run-" + name + ".svg"), chart.svg());
  }
}
