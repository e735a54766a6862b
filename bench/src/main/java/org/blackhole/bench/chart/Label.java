// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as they are written beside an axis. */
final class Label {

  private Label() {}

  static String of(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return digits(value / 1e9) + " G";
    }
    return size >= 1e6 ? digits(value / 1e6) + " M" : digits(value);
  }

  private static String digits(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(rounded.scale(), 0) + "f", rounded);
  }
}
