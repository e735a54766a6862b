// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.badges;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as short as a badge wants them: three digits and what a thousand of them is called. */
final class Amount {

  private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P", "E"};
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.DOWN);

  private Amount() {}

  /** Such as 12.3k; never more than there were. */
  static String count(long number) {
    return scaled(BigDecimal.valueOf(number), "");
  }

  /** Such as 1.23 GB, of a thousand each. */
  static String octets(long number) {
    return scaled(BigDecimal.valueOf(number), " ") + "B";
  }

  /** Such as 12.3/s. */
  static String rate(double perSecond) {
    return scaled(BigDecimal.valueOf(perSecond), "") + "/s";
  }

  private static String scaled(BigDecimal number, String gap) {
    BigDecimal rest = number;
    int thousands = 0;
    while (rest.compareTo(BigDecimal.valueOf(1000)) >= 0 && thousands < THOUSANDS.length - 1) {
      rest = rest.movePointLeft(3);
      thousands++;
    }
    String digits = rest.round(THREE_DIGITS).stripTrailingZeros().toPlainString();
    return digits + gap + THOUSANDS[thousands];
  }
}
