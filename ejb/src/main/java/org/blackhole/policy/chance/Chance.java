// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.chance;

import java.security.SecureRandom;

/**
 * The source of all streams of chance as long as the seed stays. Immutable.
 *
 * @param seed given or drawn
 * @param base the ordinal of the last session before this seed
 */
public record Chance(long seed, long base) {

  /** The stream of the session with this ordinal. */
  public Dice dice(long ordinal) {
    return new Dice(seed, ordinal - base);
  }

  /** A seed that nobody chose; of 53 bits, so that every JSON reader keeps it to the digit. */
  public static long draw() {
    return new SecureRandom().nextLong() >>> 11;
  }
}
