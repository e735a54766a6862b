// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.history.Resolution;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.store.Members;
import org.jspecify.annotations.Nullable;

/** Which part of the history a request asks for. */
public final class HistoryRange {

  /** All that is kept of any step. */
  static final int MAX_LIMIT =
      Arrays.stream(Resolution.values()).mapToInt(Resolution::rows).max().orElseThrow();

  static final int DEFAULT_LIMIT = 3600;

  @QueryParam("from")
  private @Nullable String from;

  @QueryParam("to")
  private @Nullable String to;

  @QueryParam("step")
  private @Nullable String step;

  @QueryParam("limit")
  private @Nullable String limit;

  @QueryParam("after")
  private @Nullable String after;

  /** For the container, which sets the fields. */
  public HistoryRange() {}

  HistoryRange(
      @Nullable String from,
      @Nullable String to,
      @Nullable String step,
      @Nullable String limit,
      @Nullable String after) {
    this.from = from;
    this.to = to;
    this.step = step;
    this.limit = limit;
    this.after = after;
  }

  /** The same, understood: rows that begin from one time on and before another. */
  record Asked(Resolution resolution, Instant from, Instant to, int limit) {}

  /**
   * What is asked for. Without a step it is the finest that reaches as far back as {@code from};
   * without a begin as far as that step does, of seconds if nothing is said.
   *
   * @param usual how many rows, if nothing is said
   * @throws ProblemException 400 or 422 if a parameter is at fault
   */
  Asked asked(Instant now, int usual) {
    Instant end = Objects.requireNonNullElse(QueryTime.read("to", to), now);
    Instant begin = QueryTime.read("from", from);
    if (begin != null && begin.isAfter(end)) {
      throw ProblemException.nonsenseParameter("from", "has to be before the end");
    }
    if (end.isAfter(now)) {
      end = now;
    }
    Resolution resolution = resolution(begin, now);
    if (begin == null) {
      begin = end.minus(resolution.reach());
    }
    return new Asked(resolution, begin, before(end), page().limit(usual, MAX_LIMIT));
  }

  private Resolution resolution(@Nullable Instant begin, Instant now) {
    if (step != null) {
      return resolution(step);
    }
    return begin == null ? Resolution.SECOND : Resolution.reaching(Duration.between(begin, now));
  }

  private static Resolution resolution(String step) {
    Duration wanted;
    try {
      wanted = DurationRange.parseDuration(step);
    } catch (IllegalArgumentException e) {
      throw ProblemException.unreadableParameter("step", Members.sentence(e));
    }
    if (wanted.isZero()) {
      throw ProblemException.nonsenseParameter("step", "has to be more than 0s");
    }
    return Resolution.roundingUp(wanted)
        .orElseThrow(() -> ProblemException.nonsenseParameter("step", "has to be at most an hour"));
  }

  private Page page() {
    return new Page(limit, after);
  }

  /** Before the last row of the page before this one, if there was one. */
  private Instant before(Instant end) {
    long at = after == null ? Long.MAX_VALUE : page().before();
    return at < end.getEpochSecond() ? Instant.ofEpochSecond(at) : end;
  }
}
