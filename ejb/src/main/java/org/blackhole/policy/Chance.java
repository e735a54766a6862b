// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.security.SecureRandom;

/**
 * The source of all streams of chance as long as the seed stays. Immutable.
 *
 * @param seed given or drawn
 * @param base the ordinal of the last session before this seed
 */
record Chance(long seed, long base) {

  Dice dice(long ordinal) {
    return new Dice(seed, ordinal - base);
  }

  // 53 bits: a number that every JSON reader keeps to the digit.
  static long draw() {
    return new SecureRandom().nextLong() >>> 11;
  }
}
