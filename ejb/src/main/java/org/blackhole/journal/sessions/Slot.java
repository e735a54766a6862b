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
 * serves another session when this one leaves: of a flood nothing has to be collected.
 *
 * <p><b>Thread rule.</b> Who has claimed it writes, and nobody waits: a reader copies, then looks
 * whether it was written meanwhile. An array leaves only while its place is claimed: who copies it
 * too late finds another state.
 */
final class Slot extends Octets {

  /** What a session takes beside its octets, about. */
  private static final int FIXED = 96;

  private static final int STEP = 64;

  private static final int PHASE = 3;
  private static final int WRITING = 1;
  private static final int THERE = 2;
  private static final int LEAVING = 3;

  /** How often to look whether a session that is just leaving has left. */
  private static final int PATIENCE = 1000;

  /** Four times the turn of the session here, and its phase; four more: it is gone. */
  private final AtomicLong state = new AtomicLong();

  private final Spares spares;
  private long number;
  private int id;
  private boolean wrong;
  private @Nullable ListenerInfo listener;
  private @Nullable Ending ending;

  /**
   * Nobody's yet.
   *
   * @param spares where arrays come from and go to
   */
  Slot(Spares spares) {
    this.spares = spares;
  }

  @Override
  int larger(int size, int wanted) {
    return (wanted + STEP - 1) & -STEP;
  }

  /**
   * For the session of this turn; false if another one is here that cannot or must not give way.
   */
  boolean claim(long turn) {
    long mine = 4 * turn + WRITING;
    long there = state.get();
    for (int looks = 0; there < mine && (there & PHASE) != WRITING; there = state.get()) {
      if ((there & PHASE) == LEAVING) {
        if (++looks == PATIENCE) {
          return false;
        }
        Thread.onSpinWait();
      } else if (state.compareAndSet(there, mine)) {
        VarHandle.storeStoreFence();
        return true;
      }
    }
    return false;
  }

  /** Claims it from the session of this turn, if that is the one here, which is to leave. */
  boolean reclaim(long turn) {
    if (state.compareAndSet(4 * turn + THERE, 4 * turn + LEAVING)) {
      VarHandle.storeStoreFence();
      return true;
    }
    return false;
  }

  /** Lets readers in. */
  void publish(long turn) {
    state.setRelease(4 * turn + THERE);
  }

  /** The session of this turn has left. */
  void vacate(long turn) {
    state.setRelease(4 * turn + 4);
  }

  /** For this session, which will take about so many octets. */
  void begin(int about, Trace trace, Ending how) {
    end = 0;
    if (octets.length < about || octets.length > 2 * about + 4 * STEP) {
      giveBack();
      octets = spares.take(about, about + about / 4 + STEP);
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
    giveBack();
    listener = null;
  }

  private void giveBack() {
    byte[] left = octets;
    octets = NONE;
    spares.give(left);
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
    return (state.getAcquire() & PHASE) != THERE || end == 0 ? -1 : number;
  }

  /** Whether the session here may have this id; perhaps a moment old. */
  boolean mayBe(String sessionId) {
    return id == sessionId.hashCode();
  }

  /** The session here, if it is that of this turn or of a later one. */
  @Nullable SessionFacts readFrom(long turn, Phrases phrases) {
    return state.getAcquire() < 4 * turn + THERE ? null : read(phrases);
  }

  /** The session here; null if there is none, or if it just gives way to the next. */
  @Nullable SessionFacts read(Phrases phrases) {
    long before = state.getAcquire();
    int count = end;
    byte[] from = octets;
    ListenerInfo of = listener;
    Ending how = ending;
    if ((before & PHASE) != THERE
        || count == 0
        || count > from.length
        || of == null
        || how == null) {
      return null;
    }
    VarHandle.acquireFence();
    byte[] copy = Arrays.copyOf(from, count);
    VarHandle.acquireFence();
    return state.getOpaque() == before ? SessionCode.read(copy, of, how, phrases) : null;
  }
}
