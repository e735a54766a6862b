// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What is said over and over, replies and names of rules, each under a number of its own, so that a
 * transcript holds a number in place of a text. They are found by the identity of the object:
 * constants are learned when they are seen a second time, what is made anew for each message never
 * is. Equal texts have one number, so that a policy that is read again takes no more of them.
 * Bounded; when there is none left, texts are kept as they are. Safe for any thread; only to learn
 * takes a lock.
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
  private final Map<String, Integer> numbers = new HashMap<>();

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
    return consider(what, hash);
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
    int slot = hash & (SLOTS - 1); // where all are taken, of one that may be out of use
    for (int i = 0; i < PROBES; i++) {
      int next = (hash + i) & (SLOTS - 1);
      Phrase there = slots.get(next);
      if (there == null) {
        slot = next;
        break;
      }
      if (there.what == what) {
        return there.number; // another thread was faster
      }
    }
    int number = numberOf(what);
    slots.set(slot, new Phrase(what, number)); // -1 too: not to be asked for here again
    return number;
  }

  private int numberOf(Object what) {
    String text = text(what);
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    if (number == MOST) {
      return -1;
    }
    byNumber.set(number, what);
    numbers.put(text, number);
    return number;
  }

  private static String text(Object what) {
    if (!(what instanceof Reply reply)) {
      return " " + what;
    }
    StringBuilder text = new StringBuilder(reply.length());
    reply.writeTo(
        (octets, offset, length) ->
            text.append(new String(octets, offset, length, StandardCharsets.ISO_8859_1)));
    return text.toString();
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
