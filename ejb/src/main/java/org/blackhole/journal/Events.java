// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What just happened, for whoever follows it: a ring of fixed size that each reader goes round at
 * its own pace. Who is overtaken has missed what was overwritten, and holds nobody up.
 *
 * <p><b>Thread rule.</b> Safe for any thread. {@link #publish} never waits and wakes nobody:
 * readers come and look. Whoever makes events of sessions and messages asks {@link #isFollowed}
 * first, one volatile read, and makes none if nobody does.
 */
public final class Events {

  /** Begins with what happens from now on. */
  public static final long NOW = -1;

  /** Begins with the oldest that is still there. */
  public static final long OLDEST = 0;

  /**
   * An event in its place.
   *
   * @param number counts up, over restarts too
   */
  public record Numbered(long number, Event event) {}

  static final int CAPACITY = 1 << 14;

  /** So long the ring is filled without a reader, for one that lost its connection. */
  static final long LINGER = TimeUnit.SECONDS.toNanos(60);

  private final AtomicReferenceArray<@Nullable Numbered> ring =
      new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLong next;
  private final LongSupplier nanoTime;

  private volatile boolean followed;
  private long unbroken; // from this number on nothing was left out
  private int readers;
  private long lastLeft;

  public Events() {
    this(InstantSource.system(), System::nanoTime);
  }

  Events(InstantSource clock, LongSupplier nanoTime) {
    // Higher than anything a run before has come to, at less than a million events a second.
    this.next = new AtomicLong(clock.millis() * 1000);
    this.unbroken = next.get();
    this.nanoTime = nanoTime;
  }

  /** Whether events of sessions and messages are wanted. */
  public boolean isFollowed() {
    return followed;
  }

  /** Takes an event, unless it is of those that are wanted only while somebody follows. */
  public void publish(Event event) {
    if (!followed && event.type().isFrequent()) {
      return;
    }
    long number = next.getAndIncrement();
    // Who was held up here for a whole round does not write over what is newer.
    ring.accumulateAndGet(slot(number), new Numbered(number, event), Events::newer);
  }

  /**
   * A reader, for one thread, to be closed.
   *
   * @param after the number of the last event it has seen; or {@link #NOW} or {@link #OLDEST}
   */
  public synchronized EventReader subscribe(long after, Set<EventType> types) {
    if (!followed) {
      unbroken = next.get();
      followed = true;
    }
    readers++;
    long end = next.get();
    if (after == NOW) {
      return new EventReader(this, end, false, types);
    }
    if (after == OLDEST) {
      return new EventReader(this, oldest(end), false, types);
    }
    if (after >= unbroken - 1 && after < end) {
      return new EventReader(this, after + 1, false, types);
    }
    // Of a time that nobody followed; or of a clock that has been set back since.
    long from = after < end ? Math.max(after + 1, oldest(end)) : oldest(end);
    return new EventReader(this, from, true, types);
  }

  /** Stops filling the ring some time after the last reader left. Called now and then. */
  public synchronized void settle() {
    if (followed && readers == 0 && nanoTime.getAsLong() - lastLeft >= LINGER) {
      followed = false;
    }
  }

  /** How many readers there are. */
  public synchronized int readers() {
    return readers;
  }

  synchronized void leave() {
    readers--;
    lastLeft = nanoTime.getAsLong();
  }

  /** What is in the place of this number; older if that is still to come, newer if it is gone. */
  @Nullable Numbered at(long number) {
    return ring.get(slot(number));
  }

  /** The number that the next event will have. */
  long end() {
    return next.get();
  }

  private long oldest(long end) {
    for (long number = Math.max(0, end - CAPACITY); number < end; number++) {
      Numbered found = at(number);
      if (found != null && found.number() == number) {
        return number;
      }
    }
    return end;
  }

  private static int slot(long number) {
    return (int) (number & (CAPACITY - 1));
  }

  private static @Nullable Numbered newer(@Nullable Numbered there, @Nullable Numbered given) {
    return there != null && given != null && there.number() > given.number() ? there : given;
  }
}
