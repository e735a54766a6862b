// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.blackhole.journal.sessions.EndedSession;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that ended and are still to be read, in bounded space.
 *
 * <p><b>Thread rule.</b> Any thread adds, without a lock; one at a time takes.
 */
final class Backlog {

  /** A session, and whose it is. */
  record Entry(Sender sender, EndedSession session) {}

  /** A power of two. */
  static final int CAPACITY = 1 << 12;

  private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLong added = new AtomicLong();
  private volatile long taken;

  /** Whether there was a place for it. */
  boolean add(Sender sender, EndedSession session) {
    long turn = added.get();
    while (turn - taken < CAPACITY) {
      if (added.compareAndSet(turn, turn + 1)) {
        places.setRelease(index(turn), new Entry(sender, session));
        return true;
      }
      turn = added.get();
    }
    return false;
  }

  /** The oldest, or null if there is none; one whose place is given comes in a moment. */
  @Nullable Entry poll() {
    long turn = taken;
    Entry entry = places.getAcquire(index(turn));
    if (entry != null) {
      places.setPlain(index(turn), null);
      taken = turn + 1;
    }
    return entry;
  }

  boolean isHalfFull() {
    return added.get() - taken >= CAPACITY / 2;
  }

  private static int index(long turn) {
    return (int) (turn & (CAPACITY - 1));
  }
}
