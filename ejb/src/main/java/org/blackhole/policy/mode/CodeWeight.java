// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

/**
 * A reply code to draw.
 *
 * @param code 250, or one that can refuse a message
 * @param weight how often, against the weights of the others
 */
public record CodeWeight(int code, int weight) {

  public static final int MAX_WEIGHT = 1_000_000;

  /**
   * @throws IllegalArgumentException if the weight is out of range
   */
  public CodeWeight {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("a weight is a whole number from 1 to " + MAX_WEIGHT);
    }
  }
}
