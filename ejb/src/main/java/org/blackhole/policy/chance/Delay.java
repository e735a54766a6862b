// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.chance;

import org.blackhole.smtp.api.DurationRange;

/**
 * A range of delays made ready. Immutable.
 *
 * @param min milliseconds
 * @param max milliseconds, not under {@code min}
 */
public record Delay(long min, long max) {

  public static final Delay NONE = new Delay(0, 0);

  /** A range to draw from. */
  public static Delay of(DurationRange range) {
    return new Delay(range.min().toMillis(), range.max().toMillis());
  }

  /** Draws evenly, to the millisecond. */
  public long draw(Dice dice) {
    return min == max ? min : min + dice.below(max - min + 1);
  }
}
