// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long clients waited for the answers to their messages, in microseconds; a snapshot. A time
 * runs from the read that brought the end of a message to the moment when its answer is handed
 * over, with every delay that was asked for.
 *
 * @param buckets how many messages there were by the longest time of the bucket that theirs is in.
 *     A bucket is at most one percent wide; those without a message are left out
 */
public record Latencies(SortedMap<Long, Long> buckets) {

  /** No message yet. */
  public static final Latencies NONE = new Latencies(Collections.emptySortedMap());

  public Latencies {
    NavigableMap<Long, Long> copy = new TreeMap<>();
    buckets.forEach(
        (micros, count) -> {
          if (micros < 0 || count < 1) {
            throw new IllegalArgumentException("No bucket: " + micros + " with " + count);
          }
          copy.put(micros, count);
        });
    buckets = Collections.unmodifiableNavigableMap(copy);
  }

  /** How many messages there were. */
  public long count() {
    long sum = 0;
    for (long count : buckets.values()) {
      sum += count;
    }
    return sum;
  }

  /**
   * The time within which so many messages of a hundred had their answer: the longest of its
   * bucket, so never too short.
   *
   * @param percent over 0, up to 100
   * @return in microseconds; 0 if there was no message
   */
  public long percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("No percentile: " + percent);
    }
    // As a binary fraction 99.9 may lie above itself, and is not to want a message more for that.
    long wanted = (long) Math.ceil(Math.nextDown(percent) * count() / 100);
    long seen = 0;
    for (Map.Entry<Long, Long> bucket : buckets.entrySet()) {
      seen += bucket.getValue();
      if (seen >= wanted) {
        return bucket.getKey();
      }
    }
    return 0;
  }

  /** The longest time, in microseconds; 0 if there was no message. */
  public long max() {
    return buckets.isEmpty() ? 0 : buckets.lastKey();
  }

  /** Those of both. */
  public Latencies plus(Latencies other) {
    SortedMap<Long, Long> sum = new TreeMap<>(buckets);
    other.buckets.forEach((micros, count) -> sum.merge(micros, count, Long::sum));
    return new Latencies(sum);
  }

  /** Those since an earlier snapshot of the same listeners. */
  public Latencies minus(Latencies earlier) {
    SortedMap<Long, Long> rest = new TreeMap<>(buckets);
    earlier.buckets.forEach(
        (micros, before) ->
            rest.computeIfPresent(micros, (same, now) -> now > before ? now - before : null));
    return new Latencies(rest);
  }
}
