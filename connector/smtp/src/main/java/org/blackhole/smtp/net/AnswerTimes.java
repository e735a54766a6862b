// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.blackhole.smtp.api.Latencies;
import org.jspecify.annotations.Nullable;

/**
 * How long the clients of a listener waited for the answers to their messages. Each event loop
 * notes times for itself, without a lock and without making an object; who asks collects them.
 */
final class AnswerTimes {

  static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);
  static final int DIGITS = 2;

  private final List<OnLoop> loops = new CopyOnWriteArrayList<>();
  private final Histogram total = new Histogram(1, HIGHEST_MICROS, DIGITS);

  /** For the use of one event loop alone. */
  OnLoop onLoop() {
    OnLoop loop = new OnLoop();
    loops.add(loop);
    return loop;
  }

  /** Those of all loops, since this object was made. Any thread. */
  synchronized Latencies latencies() {
    loops.forEach(loop -> loop.moveTo(total));
    SortedMap<Long, Long> buckets = new TreeMap<>();
    total
        .recordedValues()
        .forEach(
            bucket -> buckets.put(bucket.getValueIteratedTo(), bucket.getCountAtValueIteratedTo()));
    return new Latencies(buckets);
  }

  /** The times on one event loop. */
  static final class OnLoop {

    private final SingleWriterRecorder recorder =
        new SingleWriterRecorder(1, HIGHEST_MICROS, DIGITS);
    private @Nullable Histogram collected;

    private OnLoop() {}

    /** Notes a time; on the event loop. What is out of bounds counts as what is next to it. */
    void note(long nanos) {
      recorder.recordValue(Math.max(1, Math.min(HIGHEST_MICROS, nanos / 1000)));
    }

    /** One thread at a time. */
    private void moveTo(Histogram sum) {
      Histogram interval = recorder.getIntervalHistogram(collected);
      if (interval.getTotalCount() > 0) {
        sum.add(interval);
      }
      collected = interval;
    }
  }
}
