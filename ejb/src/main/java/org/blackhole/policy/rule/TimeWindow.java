// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

/** A span of time: the same each day, or once. Its beginning belongs to it, its end does not. */
public sealed interface TimeWindow {

  boolean contains(Instant time);

  /** Each day; over midnight if it ends before it begins, all day if both are the same. */
  record Daily(LocalTime from, LocalTime to, ZoneId zone) implements TimeWindow {

    @Override
    public boolean contains(Instant time) {
      LocalTime local = time.atZone(zone).toLocalTime();
      boolean begun = !local.isBefore(from);
      boolean going = local.isBefore(to);
      return from.isBefore(to) ? begun && going : begun || going;
    }
  }

  /** Once. */
  record Once(Instant from, Instant to) implements TimeWindow {

    @Override
    public boolean contains(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  /**
   * Reads an interval of ISO 8601: two times, or a time and a duration in either order, with a
   * slash between them; a time has an offset such as {@code Z}.
   *
   * @throws IllegalArgumentException if it is none; for the user
   */
  static TimeWindow interval(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 2) {
      try {
        if (parts[0].startsWith("P")) {
          OffsetDateTime to = OffsetDateTime.parse(parts[1]);
          return once(to.minus(amount(parts[0])), to);
        }
        OffsetDateTime from = OffsetDateTime.parse(parts[0]);
        return once(
            from,
            parts[1].startsWith("P")
                ? from.plus(amount(parts[1]))
                : OffsetDateTime.parse(parts[1]));
      } catch (DateTimeException | ArithmeticException e) {
        throw none(text);
      }
    }
    throw none(text);
  }

  private static TimeWindow once(OffsetDateTime from, OffsetDateTime to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the interval ends before it begins");
    }
    return new Once(from.toInstant(), to.toInstant());
  }

  private static TemporalAmount amount(String text) {
    return text.indexOf('T') >= 0 ? Duration.parse(text) : Period.parse(text);
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is no interval such as 2026-11-21T09:00:00Z/2026-11-21T17:00:00Z"
            + " or 2026-11-21T09:00:00Z/PT8H");
  }

  /** The zone where none is given. */
  ZoneId DEFAULT_ZONE = ZoneOffset.UTC;
}
