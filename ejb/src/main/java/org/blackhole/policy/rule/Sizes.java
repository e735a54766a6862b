// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they stand in documents: octets, or {@code KiB}, {@code MiB}, {@code GiB}. */
public final class Sizes {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(KiB|MiB|GiB)?");

  private Sizes() {}

  /**
   * Octets.
   *
   * @throws IllegalArgumentException if it is no size; for the user
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no size such as 1000, 10KiB, 1MiB or 1GiB");
    }
    String unit = form.group(2);
    int shift =
        unit == null
            ? 0
            : switch (unit.charAt(0)) {
              case 'K' -> 10;
              case 'M' -> 20;
              default -> 30;
            };
    long number = Long.parseLong(form.group(1));
    if (number > Long.MAX_VALUE >> (shift + 1)) {
      throw new IllegalArgumentException("\"" + text + "\" is too large");
    }
    return number << shift;
  }

  /**
   * A whole number without a unit.
   *
   * @throws IllegalArgumentException if it is none; for the user
   */
  public static long parseNumber(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no whole number");
    }
    return Long.parseLong(text);
  }
}
