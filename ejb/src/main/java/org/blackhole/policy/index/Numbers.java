// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.Arrays;

/** Lists of numbers that grow while an index is built. */
final class Numbers {

  static final int[] NONE = {};

  private Numbers() {}

  static int[] plus(int[] numbers, int another) {
    int[] more = Arrays.copyOf(numbers, numbers.length + 1);
    more[numbers.length] = another;
    return more;
  }
}
