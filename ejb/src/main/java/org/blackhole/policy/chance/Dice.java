// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.chance;

/**
 * A stream of chance for one session: SplitMix64 (Steele, Lea and Flood, 2014). Cheap, repeatable,
 * good enough to draw replies with and not to be used for secrets. For the session's thread.
 */
public final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** The stream of the session with this ordinal: the same for the same seed and ordinal. */
  public Dice(long seed, long ordinal) {
    // Mixed twice, or a session's stream would be its neighbour's, shifted by one.
    this.state = mix(mix(seed) + ordinal * GOLDEN);
  }

  /** Draws evenly from 0 to {@code bound - 1}; {@code bound} is over 0. */
  public long below(long bound) {
    state += GOLDEN;
    return Math.multiplyHigh(mix(state) >>> 1, bound << 1);
  }

  /** Whether chance says yes; {@code probability} is 0 to 1. */
  public boolean says(double probability) {
    return below(1L << 53) * 0x1.0p-53 < probability;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
