// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One that follows {@link Events}, at its own pace. For one thread at a time; may be closed by any.
 */
public final class EventReader implements AutoCloseable {

  /**
   * What is new.
   *
   * @param hasMissed whether events went by unread, before these
   * @param missed how many that were, of all types; 0 if that is not known
   * @param events in their order, of the types that were asked for
   */
  public record Batch(boolean hasMissed, long missed, List<Events.Numbered> events) {

    public boolean isEmpty() {
      return !hasMissed && events.isEmpty();
    }
  }

  private final Events events;
  private final Set<EventType> types;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long next;
  private boolean hasGap;

  EventReader(Events events, long next, boolean hasGap, Set<EventType> types) {
    this.events = events;
    this.next = next;
    this.hasGap = hasGap;
    this.types = types.isEmpty() ? EnumSet.noneOf(EventType.class) : EnumSet.copyOf(types);
  }

  /** What has come since the last call, so many at most. Does not wait. */
  public Batch poll(int limit) {
    long missed = 0;
    boolean hasMissed = hasGap;
    hasGap = false;
    List<Events.Numbered> found = new ArrayList<>();
    for (long end = events.end(); next < end && found.size() < limit; ) {
      Events.Numbered entry = events.at(next);
      if (entry == null || entry.number() < next) {
        // Its number is given, and it will be there in a moment.
        break;
      }
      if (entry.number() > next) {
        // Overtaken. Not to be so again at once, it goes on in the middle of the ring.
        if (!found.isEmpty()) {
          break;
        }
        long to = Math.max(next + 1, events.end() - Events.CAPACITY / 2);
        missed += to - next;
        hasMissed = true;
        next = to;
      } else {
        next++;
        if (types.contains(entry.event().type())) {
          found.add(entry);
        }
      }
    }
    return new Batch(hasMissed, missed, found);
  }

  /** Waits, for want of events; not any longer once it is closed. */
  public void pause(long millis) throws InterruptedException {
    closed.await(millis, TimeUnit.MILLISECONDS);
  }

  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (isClosed()) {
        return;
      }
      closed.countDown();
    }
    events.leave();
  }
}
