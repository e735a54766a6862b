// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.QueryParam;
import org.blackhole.admin.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Which part of a collection a request asks for. */
public final class Page {

  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 1000;

  @QueryParam("limit")
  private @Nullable String limit;

  @QueryParam("after")
  private @Nullable String after;

  /** For the container, which sets the fields. */
  public Page() {}

  Page(@Nullable String limit, @Nullable String after) {
    this.limit = limit;
    this.after = after;
  }

  /**
   * How many at most.
   *
   * @throws ProblemException 400 or 422 if that is at fault
   */
  int limit() {
    return limit(DEFAULT_LIMIT, MAX_LIMIT);
  }

  /** The same, with bounds of its own. */
  int limit(int otherwise, int most) {
    if (limit == null) {
      return otherwise;
    }
    long number = number("limit", limit);
    if (number < 1 || number > most) {
      throw ProblemException.nonsenseParameter("limit", "has to be 1 to " + most);
    }
    return Math.toIntExact(number);
  }

  /**
   * Behind the one of this number, in a collection that is numbered and newest first.
   *
   * @return {@link Long#MAX_VALUE} to begin with the newest
   * @throws ProblemException 400 or 422 if that is at fault
   */
  long before() {
    if (after == null) {
      return Long.MAX_VALUE;
    }
    long number = number("after", after);
    if (number < 1) {
      throw ProblemException.nonsenseParameter("after", "has to be what a page before had as next");
    }
    return number;
  }

  /**
   * Behind so many, in a collection in an order of its own.
   *
   * @return 0 to begin with the first
   * @throws ProblemException 400 or 422 if that is at fault
   */
  int skipped() {
    return after == null ? 0 : (int) Math.min(Integer.MAX_VALUE, before());
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ProblemException.unreadableParameter(name, "has to be a whole number");
    }
  }
}
