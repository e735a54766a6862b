// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.util.Map;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.jspecify.annotations.Nullable;

/** What all listeners together counted in a time. Immutable. */
record Growth(
    long sessions,
    long messages,
    long refused,
    long octetsIn,
    long octetsOut,
    long codes2,
    long codes4,
    long codes5,
    Latencies latencies) {

  static final Growth NONE = new Growth(0, 0, 0, 0, 0, 0, 0, 0, Latencies.NONE);

  /** From one look to the next. A listener that was made anew in between counts from nothing. */
  static Growth between(Map<String, Counts> before, Map<String, Counts> after) {
    Growth sum = NONE;
    for (Map.Entry<String, Counts> each : after.entrySet()) {
      Growth total = of(each.getValue());
      Counts known = before.get(each.getKey());
      sum = sum.plus(total.since(known == null ? null : of(known)));
    }
    return sum;
  }

  private static Growth of(Counts counts) {
    return new Growth(
        counts.sessions(),
        counts.messages(),
        counts.refused(),
        counts.octetsIn(),
        counts.octetsOut(),
        replies(counts, 2),
        replies(counts, 4),
        replies(counts, 5),
        counts.latencies());
  }

  private static long replies(Counts counts, int first) {
    return counts.replies().entrySet().stream()
        .filter(each -> each.getKey() / 100 == first)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private Growth since(@Nullable Growth known) {
    if (known == null || sessions < known.sessions || octetsIn < known.octetsIn) {
      return this;
    }
    return new Growth(
        sessions - known.sessions,
        messages - known.messages,
        refused - known.refused,
        octetsIn - known.octetsIn,
        octetsOut - known.octetsOut,
        codes2 - known.codes2,
        codes4 - known.codes4,
        codes5 - known.codes5,
        latencies.minus(known.latencies));
  }

  Growth plus(Growth other) {
    return new Growth(
        sessions + other.sessions,
        messages + other.messages,
        refused + other.refused,
        octetsIn + other.octetsIn,
        octetsOut + other.octetsOut,
        codes2 + other.codes2,
        codes4 + other.codes4,
        codes5 + other.codes5,
        other.latencies.buckets().isEmpty() ? latencies : latencies.plus(other.latencies));
  }

  Row row(long at) {
    return new Row(
        at,
        sessions,
        messages,
        refused,
        octetsIn,
        octetsOut,
        codes2,
        codes4,
        codes5,
        micros(50),
        micros(99));
  }

  private int micros(double percent) {
    return latencies.buckets().isEmpty()
        ? Row.NONE
        : (int) Math.min(Integer.MAX_VALUE, latencies.percentile(percent));
  }
}
