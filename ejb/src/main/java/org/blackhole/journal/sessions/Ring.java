// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last sessions that ended, bounded in number and in octets: who comes takes the place of the
 * oldest. What leaves is handed on. Safe for any thread, without locks; while threads are adding,
 * it may hold as many more as there are threads.
 */
final class Ring {

  private record Place(long turn, Trace trace, int size) {}

  private final int capacity;
  private final long most;
  private final Consumer<Trace> leaving;
  private final AtomicReferenceArray<@Nullable Place> places;
  private final AtomicLong head = new AtomicLong();
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();

  Ring(int capacity, long most, Consumer<Trace> leaving) {
    this.capacity = Math.max(1, capacity);
    this.most = most;
    this.leaving = leaving;
    this.places = new AtomicReferenceArray<>(this.capacity);
  }

  void add(Trace trace) {
    Place added = new Place(head.getAndIncrement(), trace, trace.size());
    octets.addAndGet(added.size);
    out(places.getAndSet(index(added.turn), added));
    long oldest = tail.get();
    while (octets.get() > most && oldest < added.turn) {
      if (tail.compareAndSet(oldest, Math.max(oldest, added.turn - capacity) + 1)) {
        drop(Math.max(oldest, added.turn - capacity));
      }
      oldest = tail.get();
    }
  }

  private void drop(long turn) {
    Place there = places.get(index(turn));
    if (there != null && there.turn == turn && places.compareAndSet(index(turn), there, null)) {
      out(there);
    }
  }

  private void out(@Nullable Place gone) {
    if (gone != null) {
      octets.addAndGet(-gone.size);
      leaving.accept(gone.trace);
    }
  }

  private int index(long turn) {
    return (int) (turn % capacity);
  }

  void forEach(Consumer<Trace> reader) {
    for (int i = 0; i < capacity; i++) {
      Place place = places.get(i);
      if (place != null) {
        reader.accept(place.trace);
      }
    }
  }

  /** Octets that its sessions take, about. */
  long octets() {
    return octets.get();
  }

  /** How many have ever been added. */
  long turns() {
    return head.get();
  }

  /** Those added from this turn on, as far as they are still there. */
  void forEachSince(long turn, Consumer<Trace> reader) {
    long end = head.get();
    for (long each = Math.max(turn, end - capacity); each < end; each++) {
      Place place = places.get(index(each));
      if (place != null && place.turn >= turn) {
        reader.accept(place.trace);
      }
    }
  }
}
