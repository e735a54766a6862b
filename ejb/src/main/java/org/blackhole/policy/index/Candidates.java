// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.Arrays;

/** A set of rules by their numbers, used over and over by one session. For its thread. */
public final class Candidates {

  private static final long[] NONE = {};

  private long[] words = NONE;
  private int length;

  /** Begins with these. */
  void begin(long[] always) {
    if (words.length < always.length) {
      words = new long[always.length];
    }
    System.arraycopy(always, 0, words, 0, always.length);
    length = always.length;
  }

  void add(int[] rules) {
    for (int rule : rules) {
      words[rule >> 6] |= 1L << rule;
    }
  }

  /** The first that is not before this number, or -1. */
  public int next(int from) {
    int word = from >> 6;
    if (word >= length) {
      return -1;
    }
    long rest = words[word] & (-1L << from);
    while (rest == 0) {
      if (++word == length) {
        return -1;
      }
      rest = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(words, length));
  }
}
