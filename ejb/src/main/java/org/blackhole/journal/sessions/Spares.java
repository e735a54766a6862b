// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Arrays that sessions have left behind, a few of each size, for those to come: they are old, and
 * as garbage would cost a full collection. Safe for any thread, without locks.
 */
final class Spares {

  /** A size is a power of two and what is below the next. */
  private static final int SIZES = 15;

  /** Of each size, at most. */
  private static final int DEPTH = 8;

  private final AtomicReferenceArray<byte[]> places = new AtomicReferenceArray<>(SIZES * DEPTH);

  private int turn;

  private static int first(int length) {
    return (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length)) * DEPTH;
  }

  /** Keeps one that nobody else will use; where there is no room, one before it is lost. */
  void give(byte[] array) {
    if (array.length == 0 || first(array.length) >= SIZES * DEPTH) {
      return;
    }
    int first = first(array.length);
    for (int place = first; place < first + DEPTH; place++) {
      if (places.get(place) == null && places.compareAndSet(place, null, array)) {
        return;
      }
    }
    // Any will do: it may be of no use to those who come now.
    places.set(first + (turn++ & DEPTH - 1), array);
  }

  /**
   * Hands out one.
   *
   * @param least octets it has to have
   * @param most octets it may have
   * @return one that is nobody else's; {@link Octets#NONE} if there is none
   */
  byte[] take(int least, int most) {
    int last = Math.min(first(most) + DEPTH, SIZES * DEPTH);
    for (int place = first(least); place < last; place++) {
      byte[] array = places.get(place);
      if (array != null
          && array.length >= least
          && array.length <= most
          && places.compareAndSet(place, array, null)) {
        return array;
      }
    }
    return Octets.NONE;
  }
}
