// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param seconds how long it was looked at
 * @param messages taken by the server in this time
 * @param nanoseconds from the moment when a message was due, or with no rate when its MAIL was
 *     sent, to the answer to its end
 */
public record Counts(double seconds, long messages, Histogram nanoseconds) {

  /** A percentile in microseconds. */
  public double micros(double percentile) {
    return nanoseconds.getValueAtPercentile(percentile) / 1000.0;
  }

  Counts and(Counts other) {
    nanoseconds.add(other.nanoseconds);
    return new Counts(Math.max(seconds, other.seconds), messages + other.messages, nanoseconds);
  }
}
