// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.blackhole.admin.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A time as a parameter of the query has it (ISO 8601). */
final class QueryTime {

  private static final Instant END = Instant.ofEpochSecond(Integer.MAX_VALUE * 2L);

  private QueryTime() {}

  /**
   * The time, or null if none was given.
   *
   * @throws ProblemException 400 or 422 if it is at fault
   */
  static @Nullable Instant read(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.unreadableParameter(
          name, "has to be a time such as 2026-11-21T12:00:00Z");
    }
    // What is beyond is no time of a server, and arithmetic with it may overflow.
    if (time.isBefore(Instant.EPOCH) || time.isAfter(END)) {
      throw ProblemException.nonsenseParameter(name, "has to be from 1970 to 2106");
    }
    return time;
  }
}
