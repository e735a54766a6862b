// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.blackhole.bench.chart.Table;
import org.blackhole.bench.load.Counts;
import org.blackhole.bench.server.Usage;

/**
 * What a message cost, in microseconds.
 *
 * @param perSecond messages a second
 * @param cpu processor time of the server
 * @param low least of the rounds
 * @param high most of the rounds
 * @param system the part of it in the kernel
 * @param collector the part for garbage
 * @param compiler the part for compiling
 * @param generator processor time of the one who sends
 * @param failures connections that failed
 */
record Figures(
    double perSecond,
    double cpu,
    double low,
    double high,
    double system,
    double collector,
    double compiler,
    double p50,
    double p99,
    double p999,
    double generator,
    double failures) {

  static final List<String> COLUMNS =
      List.of(
          "messages_per_s",
          "cpu_us",
          "cpu_us_min",
          "cpu_us_max",
          "system_us",
          "collector_us",
          "compiler_us",
          "p50_us",
          "p99_us",
          "p999_us",
          "generator_us",
          "failed_connections");

  static Figures of(Counts counts, Usage.Spent spent, Usage.Spent generator, long failures) {
    double scale = 1e-3 / Math.max(counts.messages(), 1);
    double cpu = spent.total() * scale;
    return new Figures(
        counts.messages() / counts.seconds(),
        cpu,
        cpu,
        cpu,
        spent.system() * scale,
        spent.collector() * scale,
        spent.compiler() * scale,
        counts.micros(50),
        counts.micros(99),
        counts.micros(99.9),
        generator.total() * scale,
        failures);
  }

  /** The median of each figure. */
  static Figures median(List<Figures> rounds) {
    return new Figures(
        median(rounds, Figures::perSecond),
        median(rounds, Figures::cpu),
        values(rounds, Figures::low).min().orElseThrow(),
        values(rounds, Figures::high).max().orElseThrow(),
        median(rounds, Figures::system),
        median(rounds, Figures::collector),
        median(rounds, Figures::compiler),
        median(rounds, Figures::p50),
        median(rounds, Figures::p99),
        median(rounds, Figures::p999),
        median(rounds, Figures::generator),
        values(rounds, Figures::failures).sum());
  }

  private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    double[] sorted = values(rounds, figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** With a column for each of what is varied, and those of figures. */
  static Table table(String... varied) {
    List<String> columns = new ArrayList<>(List.of(varied));
    columns.addAll(COLUMNS);
    return new Table(columns);
  }

  /** A row of such a table. */
  List<Object> after(Object... keys) {
    List<Object> row = new ArrayList<>(List.of(keys));
    row.addAll(values());
    return row;
  }

  private static DoubleStream values(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
    return rounds.stream().mapToDouble(figure);
  }

  /** As {@link #COLUMNS} has them. */
  private List<Double> values() {
    return Arrays.asList(
        perSecond, cpu, low, high, system, collector, compiler, p50, p99, p999, generator,
        failures);
  }
}
