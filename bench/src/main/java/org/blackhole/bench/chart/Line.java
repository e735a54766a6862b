// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import java.util.List;

/** One line of a chart. */
public record Line(String name, List<Point> points) {

  /** A value measured. */
  public record Point(double x, double y) {}
}
