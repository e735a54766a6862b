// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is said over and over, replies and names of rules, each under a number of its own, so that a
 * transcript holds a number in place of a text. By the identity of the object: constants are
 * learned when they are seen a second time, what is made anew for each message never is. Bounded;
 * when it is full, texts are kept as they are. Safe for any thread; to look up takes no lock.
 */
final class Phrases {

  private record Phrase(Object what, int number) {}

  static final int MOST = 1024;

  private static final int SLOTS = 4 * MOST;
  private static final int PROBES = 8;
  private static final int CANDIDATES = 256;

  private final AtomicReferenceArray<@Nullable Phrase> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<@Nullable Object> byNumber = new AtomicReferenceArray<>(MOST);
  private final AtomicReferenceArray<@Nullable Object> candidates =
      new AtomicReferenceArray<>(CANDIDATES);
  private int known;

  /** Its number, or -1 if it has none. */
  int number(Object what) {
    int hash = System.identityHashCode(what);
    for (int i = 0; i < PROBES; i++) {
      Phrase phrase = slots.get((hash + i) & (SLOTS - 1));
      if (phrase == null) {
        return consider(what, hash);
      }
      if (phrase.what == what) {
        return phrase.number;
      }
    }
    return -1;
  }

  private int consider(Object what, int hash) {
    int place = hash & (CANDIDATES - 1);
    if (candidates.getPlain(place) == what) {
      return learn(what, hash);
    }
    candidates.setOpaque(place, what);
    return -1;
  }

  private synchronized int learn(Object what, int hash) {
    for (int i = 0; i < PROBES && known < MOST; i++) {
      int slot = (hash + i) & (SLOTS - 1);
      Phrase there = slots.get(slot);
      if (there == null) {
        byNumber.set(known, what);
        slots.set(slot, new Phrase(what, known));
        return known++;
      }
      if (there.what == what) {
        return there.number; // another thread was faster
      }
    }
    return -1;
  }

  /** What has this number. */
  Object what(int number) {
    Object what = byNumber.get(number);
    if (what == null) {
      throw new IllegalArgumentException("no phrase has number " + number);
    }
    return what;
  }
}
