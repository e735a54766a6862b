// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import org.blackhole.policy.chance.Dice;
import org.blackhole.smtp.api.Throttle;

/**
 * A rate to draw, such as {@code 1KiB/s} or {@code 1KiB/s..10KiB/s}.
 *
 * @param min octets a second, at least 1
 * @param max octets a second
 */
public record RateRange(long min, long max) {

  private static final String PER_SECOND = "/s";

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException if it is none; for the user
   */
  public static RateRange parse(String text) {
    int dots = text.indexOf("..");
    if (!text.endsWith(PER_SECOND)) {
      throw none(text);
    }
    long max = one(dots < 0 ? text : text.substring(dots + 2), text);
    long min = dots < 0 ? max : one(text.substring(0, dots), text);
    if (min > max) {
      throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
    }
    return new RateRange(min, max);
  }

  private static long one(String part, String text) {
    String size =
        part.endsWith(PER_SECOND) ? part.substring(0, part.length() - PER_SECOND.length()) : part;
    long rate;
    try {
      rate = Sizes.parse(size.strip());
    } catch (IllegalArgumentException e) {
      throw none(text);
    }
    if (rate < 1 || rate > Throttle.MAX) {
      throw new IllegalArgumentException("a rate is 1/s to 1024GiB/s");
    }
    return rate;
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no rate such as 100/s, 1KiB/s or 1KiB/s..10KiB/s");
  }

  /** Draws evenly. */
  public long draw(Dice dice) {
    return min == max ? min : min + dice.below(max - min + 1);
  }
}
