// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import org.blackhole.smtp.api.Latencies;

/**
 * The latencies of the last minute, or up to ten seconds more: a quantile since the start would
 * hardly move any more after a day. Samples come from one thread at a time; any may look.
 */
final class LastMinute {

  private static final long WINDOW = 60_000_000_000L;
  private static final long STEP = 10_000_000_000L;

  private record Sample(long at, Latencies total) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private volatile Latencies recent = Latencies.NONE;

  Latencies now() {
    return recent;
  }

  /** Takes note of the total at this time in nanoseconds; neither ever goes down. */
  void sample(long now, Latencies total) {
    if (samples.isEmpty()) {
      samples.addLast(new Sample(now, Latencies.NONE));
    }
    while (samples.size() > 1 && now - second().at() >= WINDOW) {
      samples.removeFirst();
    }
    recent = total.minus(samples.getFirst().total());
    if (now - samples.getLast().at() >= STEP) {
      samples.addLast(new Sample(now, total));
    }
  }

  private Sample second() {
    var each = samples.iterator();
    each.next();
    return each.next();
  }
}
