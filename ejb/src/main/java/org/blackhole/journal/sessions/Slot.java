// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.ListenerInfo;
import org.jspecify.annotations.Nullable;

/**
 * A place of a {@link Ring}: the octets of a session that ended, and by what it is found. The array
 * stays when the next session comes: of a flood nothing has to be collected.
 *
 * <p><b>Thread rule.</b> Who has claimed it writes, and nobody waits: a reader copies, then looks
 * whether it was written meanwhile.
 */
final class Slot extends Octets {

  /** What a session takes beside its octets, about. */
  private static final int FIXED = 96;

  private static final int STEP = 64;

  /** Twice the turns that were; one more while it is being written. */
  private final AtomicLong state = new AtomicLong();

  private long number;
  private int id;
  private boolean wrong;
  private @Nullable ListenerInfo listener;
  private @Nullable Ending ending;

  @Override
  int larger(int size, int wanted) {
    return (wanted + STEP - 1) & -STEP;
  }

  /**
   * For the session of this turn; false if another one is here that cannot or must not give way.
   */
  boolean claim(long turn) {
    long mine = 2 * turn + 1;
    long there = state.get();
    while ((there & 1) == 0 && there < mine) {
      if (state.compareAndSet(there, mine)) {
        VarHandle.storeStoreFence();
        return true;
      }
      there = state.get();
    }
    return false;
  }

  /** Claims it from the session of this turn, if that is the one here. */
  boolean reclaim(long turn) {
    long published = 2 * turn + 2;
    if (state.compareAndSet(published, published + 1)) {
      VarHandle.storeStoreFence();
      return true;
    }
    return false;
  }

  /** Lets readers in. */
  void publish(long turn) {
    state.setRelease(2 * turn + 2);
  }

  /** For this session, which will take about so many octets. */
  void begin(int about, Trace trace, Ending how) {
    end = 0;
    if (octets.length > 2 * about + 4 * STEP) {
      octets = NONE;
    }
    grow(about);
    number = trace.number;
    id = trace.peer().session().hashCode();
    listener = trace.peer().listener();
    ending = how;
    wrong = trace.wentWrong();
  }

  /** Takes the session that another one has, and gives its own array for it. */
  void swap(Slot other) {
    byte[] mine = octets;
    octets = other.octets;
    end = other.end;
    number = other.number;
    id = other.id;
    listener = other.listener;
    ending = other.ending;
    wrong = other.wrong;
    other.octets = mine;
    other.end = 0;
  }

  void clear() {
    end = 0;
    octets = NONE;
    listener = null;
  }

  boolean isEmpty() {
    return end == 0;
  }

  /** Whether the session here refused something or was broken off. */
  boolean isWrong() {
    return wrong;
  }

  /** What it takes. */
  int size() {
    return octets.length == 0 ? 0 : FIXED + octets.length;
  }

  /** Number of the session here, or -1 if there is none; perhaps a moment old. */
  long number() {
    return (state.getAcquire() & 1) != 0 || end == 0 ? -1 : number;
  }

  /** Whether the session here may have this id; perhaps a moment old. */
  boolean mayBe(String sessionId) {
    return id == sessionId.hashCode();
  }

  /** The session here, if it is that of this turn or of a later one. */
  @Nullable SessionFacts readFrom(long turn, Phrases phrases) {
    return state.getAcquire() < 2 * turn + 2 ? null : read(phrases);
  }

  /** The session here; null if there is none, or if it just gives way to the next. */
  @Nullable SessionFacts read(Phrases phrases) {
    long before = state.getAcquire();
    int count = end;
    byte[] from = octets;
    ListenerInfo of = listener;
    Ending how = ending;
    if ((before & 1) != 0 || count == 0 || count > from.length || of == null || how == null) {
      return null;
    }
    VarHandle.acquireFence();
    byte[] copy = Arrays.copyOf(from, count);
    VarHandle.acquireFence();
    return state.getOpaque() == before ? SessionCode.read(copy, of, how, phrases) : null;
  }
}
