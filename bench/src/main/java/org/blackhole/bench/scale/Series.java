// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.blackhole.bench.chart.Line;

/**
 * Points of a measure, in the order given: each is measured in each round, so that what else the
 * machine does falls on all of them.
 *
 * @param <K> what tells the points apart
 */
final class Series<K> {

  /** Measures a point once. */
  interface Trial<K> {
    Figures of(K point) throws IOException;
  }

  private final Map<K, Figures> medians = new LinkedHashMap<>();

  private Series() {}

  static <K> Series<K> measure(Lab lab, List<K> points, Trial<K> trial) throws IOException {
    Map<K, List<Figures>> all = new LinkedHashMap<>();
    for (int round = 0; round < lab.options().rounds(); round++) {
      for (K point : points) {
        lab.say("%s", point);
        all.computeIfAbsent(point, key -> new ArrayList<>()).add(trial.of(point));
      }
    }
    Series<K> series = new Series<>();
    all.forEach((point, figures) -> series.medians.put(point, Figures.median(figures)));
    return series;
  }

  Map<K, Figures> medians() {
    return medians;
  }

  /** A line through the points that belong to it. */
  Line line(
      String name, Predicate<K> those, ToDoubleFunction<K> across, ToDoubleFunction<Figures> up) {
    List<Line.Point> points = new ArrayList<>();
    medians.forEach(
        (point, figures) -> {
          if (those.test(point)) {
            points.add(new Line.Point(across.applyAsDouble(point), up.applyAsDouble(figures)));
          }
        });
    return new Line(name, points);
  }
}
