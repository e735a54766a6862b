// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last sessions that ended, bounded in number and in octets: who comes takes the place of the
 * oldest, whose octets serve the next. What leaves is handed on before. Safe for any thread,
 * without locks. Who comes to a place that another thread is still writing, as everyone else's turn
 * went by meanwhile, is left out.
 */
final class Ring {

  private final int capacity;
  private final long most;
  private final Spares spares;
  private final Consumer<Slot> leaving;
  private final AtomicReferenceArray<@Nullable Slot> slots;
  private final AtomicLong head = new AtomicLong();
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();

  Ring(int capacity, long most, Spares spares, Consumer<Slot> leaving) {
    this.capacity = Math.max(1, capacity);
    this.most = most;
    this.spares = spares;
    this.leaving = leaving;
    this.slots = new AtomicReferenceArray<>(this.capacity);
  }

  /**
   * Adds one.
   *
   * @param writer puts it into the slot that is its own for that time
   */
  void add(Consumer<Slot> writer) {
    long turn = head.getAndIncrement();
    Slot slot = slot(index(turn));
    if (slot.claim(turn)) {
      int before = slot.size();
      boolean whole = false;
      try {
        if (!slot.isEmpty()) {
          leaving.accept(slot);
        }
        writer.accept(slot);
        whole = true;
      } finally {
        if (!whole) {
          slot.clear();
        }
        octets.addAndGet(slot.size() - before);
        slot.publish(turn);
      }
    }
    long oldest = tail.get();
    while (octets.get() > most && oldest < turn) {
      long there = Math.max(oldest, turn - capacity);
      if (tail.compareAndSet(oldest, there + 1)) {
        drop(there);
      }
      oldest = tail.get();
    }
  }

  private void drop(long turn) {
    Slot slot = slots.get(index(turn));
    if (slot != null && slot.reclaim(turn)) {
      int before = slot.size();
      try {
        if (!slot.isEmpty()) {
          leaving.accept(slot);
        }
      } finally {
        slot.clear();
        octets.addAndGet(-before);
        slot.vacate(turn);
      }
    }
  }

  private Slot slot(int index) {
    Slot slot = slots.get(index);
    if (slot == null) {
      Slot fresh = new Slot(spares);
      slot = slots.compareAndSet(index, null, fresh) ? fresh : slots.get(index);
    }
    return Objects.requireNonNull(slot);
  }

  private int index(long turn) {
    return (int) (turn % capacity);
  }

  /** All places that were ever taken. */
  void forEach(Consumer<Slot> reader) {
    int there = (int) Math.min(capacity, head.get());
    for (int i = 0; i < there; i++) {
      Slot slot = slots.get(i);
      if (slot != null) {
        reader.accept(slot);
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
  void forEachSince(long turn, Phrases phrases, Consumer<SessionFacts> reader) {
    long end = head.get();
    for (long each = Math.max(turn, end - capacity); each < end; each++) {
      Slot slot = slots.get(index(each));
      SessionFacts facts = slot == null ? null : slot.readFrom(each, phrases);
      if (facts != null) {
        reader.accept(facts);
      }
    }
  }
}
