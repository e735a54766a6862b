// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration, or a range of them from which each use draws evenly.
 *
 * @param min shortest, not negative
 * @param max longest, not under {@code min}
 */
public record DurationRange(Duration min, Duration max) {

  public static final DurationRange ZERO = new DurationRange(Duration.ZERO, Duration.ZERO);

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /**
   * @throws IllegalArgumentException if negative or reversed
   */
  public DurationRange {
    if (min.isNegative() || max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "A range of durations runs from the shorter to the longer");
    }
  }

  /**
   * Reads {@code 1s} or {@code 1s..3s}; units {@code ms}, {@code s}, {@code m}, {@code h}, {@code
   * d}.
   *
   * @throws IllegalArgumentException with a text for the user
   */
  public static DurationRange parse(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      Duration one = parseDuration(text);
      return new DurationRange(one, one);
    }
    return new DurationRange(
        parseDuration(text.substring(0, dots)), parseDuration(text.substring(dots + 2)));
  }

  /**
   * Reads one duration such as {@code 200ms}.
   *
   * @throws IllegalArgumentException with a text for the user
   */
  public static Duration parseDuration(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "a duration is a whole number and ms, s, m, h or d, such as 200ms or 5s");
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  /** Writes a duration in the largest unit that fits it without rest, down to {@code ms}. */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 1000 != 0) {
      return ms + "ms";
    }
    long s = ms / 1000;
    if (s == 0 || s % 60 != 0) {
      return s + "s";
    }
    if (s % 3600 != 0) {
      return s / 60 + "m";
    }
    return s % 86400 != 0 ? s / 3600 + "h" : s / 86400 + "d";
  }

  public boolean isZero() {
    return max.isZero();
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return min.equals(max) ? format(min) : format(min) + ".." + format(max);
  }
}
