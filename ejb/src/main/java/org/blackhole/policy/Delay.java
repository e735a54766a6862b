// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.smtp.api.DurationRange;

/**
 * A range of delays made ready. Immutable.
 *
 * @param min milliseconds
 * @param max milliseconds, not under {@code min}
 */
record Delay(long min, long max) {

  static final Delay NONE = new Delay(0, 0);

  static Delay of(DurationRange range) {
    return new Delay(range.min().toMillis(), range.max().toMillis());
  }

  /** Draws evenly, to the millisecond. */
  long draw(Dice dice) {
    return min == max ? min : min + dice.below(max - min + 1);
  }
}
