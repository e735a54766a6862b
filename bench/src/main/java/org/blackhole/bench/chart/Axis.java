// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** How the values of one direction of a chart are laid out. */
public sealed interface Axis {

  /** What it shows, and in which unit. */
  String title();

  /**
   * Fits it to values.
   *
   * @param values at least one
   */
  Scale fit(List<Double> values);

  /**
   * An axis with its ends.
   *
   * @param ticks values with a line and a label
   * @param place from a value to a number from 0 to 1
   */
  record Scale(List<Double> ticks, DoubleUnaryOperator place) {

    double at(double value) {
      return place.applyAsDouble(value);
    }
  }

  /** From zero in equal steps. */
  record Linear(String title) implements Axis {

    @Override
    public Scale fit(List<Double> values) {
      double highest = Math.max(values.stream().mapToDouble(v -> v).max().orElse(1), 1e-9);
      double decade = Math.pow(10, Math.floor(Math.log10(highest)));
      double most = highest / decade;
      double step = decade * (most <= 1.5 ? 0.25 : most <= 3 ? 0.5 : most <= 6 ? 1 : 2);
      int steps = (int) Math.ceil(highest / step - 1e-9);
      List<Double> ticks = new ArrayList<>();
      for (int i = 0; i <= steps; i++) {
        ticks.add(i * step);
      }
      return new Scale(ticks, value -> value / (steps * step));
    }
  }

  /** Powers of ten at equal distances; for values above zero. */
  record Log(String title) implements Axis {

    @Override
    public Scale fit(List<Double> values) {
      int from = (int) Math.floor(log(values.stream().mapToDouble(v -> v).min().orElse(1)) + 1e-9);
      int top = (int) Math.ceil(log(values.stream().mapToDouble(v -> v).max().orElse(10)) - 1e-9);
      int to = Math.max(top, from + 1);
      boolean between = to - from <= 2;
      List<Double> ticks = new ArrayList<>();
      for (int power = from; power <= to; power++) {
        double tick = Math.pow(10, power);
        ticks.add(tick);
        if (between && power < to) {
          ticks.add(2 * tick);
          ticks.add(5 * tick);
        }
      }
      return new Scale(ticks, value -> (log(value) - from) / (to - from));
    }

    private static double log(double value) {
      return Math.log10(Math.max(value, 1e-9));
    }
  }

  /** The values themselves, at equal distances: where one of them is zero, or they are few. */
  record Steps(String title) implements Axis {

    @Override
    public Scale fit(List<Double> values) {
      List<Double> ticks = values.stream().distinct().sorted().toList();
      return new Scale(ticks, value -> (ticks.indexOf(value) + 0.5) / ticks.size());
    }
  }
}
