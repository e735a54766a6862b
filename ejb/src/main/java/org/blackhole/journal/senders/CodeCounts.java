// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How often each code was said to a client; of so many codes at most. Not for several threads. */
final class CodeCounts {

  private static final int MOST = 64;

  private int[] codes = new int[8];
  private long[] counts = new long[8];
  private int size;

  void add(int code, int count) {
    for (int i = 0; i < size; i++) {
      if (codes[i] == code) {
        counts[i] += count;
        return;
      }
    }
    if (size < MOST) {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
      }
      codes[size] = code;
      counts[size++] = count;
    }
  }

  /** By code, in order. */
  Map<Integer, Long> all() {
    Map<Integer, Long> all = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      all.put(codes[i], counts[i]);
    }
    return all;
  }
}
