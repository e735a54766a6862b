// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The source of all streams of chance as long as the seed stays. Immutable.
 *
 * @param seed given or drawn
 * @param base the ordinal of the last session before this seed
 */
record Chance(long seed, long base) {

  /** With this seed, or with one that is drawn if it is null. */
  static Chance of(@Nullable Long seed, long base) {
    return new Chance(seed != null ? seed : draw(), base);
  }

  Dice dice(long ordinal) {
    return new Dice(seed, ordinal - base);
  }

  // 53 bits: a number that every JSON reader keeps to the digit.
  private static long draw() {
    return new SecureRandom().nextLong() >>> 11;
  }
}
