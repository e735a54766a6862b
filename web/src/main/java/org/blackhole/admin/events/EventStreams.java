// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.blackhole.journal.EventReader;
import org.blackhole.journal.EventType;
import org.blackhole.journal.Events;

/**
 * The readers there are: only so many, and none when the application stops. Safe for any thread.
 */
@Singleton
public class EventStreams {

  /** Each has a thread to itself. */
  public static final int MOST = 32;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private final Events events;
  private final Set<EventReader> open = new HashSet<>();
  private int running;
  private boolean stopped;

  @Inject
  public EventStreams(Events events) {
    this.events = events;
  }

  /** Another reader, as {@link Events#subscribe}; empty if there are too many. */
  public synchronized Optional<EventReader> open(long after, Set<EventType> types) {
    open.removeIf(EventReader::isClosed);
    if (stopped || open.size() >= MOST) {
      return Optional.empty();
    }
    EventReader reader = events.subscribe(after, types);
    open.add(reader);
    return Optional.of(reader);
  }

  /** Runs this on a thread of its own: those that the server shares would soon be all taken. */
  public void run(Runnable reading) {
    synchronized (this) {
      running++;
    }
    try {
      threads
          .newThread(
              () -> {
                try {
                  reading.run();
                } finally {
                  ended();
                }
              })
          .start();
    } catch (RuntimeException | Error e) {
      ended();
      throw e;
    }
  }

  private synchronized void ended() {
    running--;
    notifyAll();
  }

  /** Ends what all of them read. */
  @PreDestroy
  public synchronized void stop() {
    stopped = true;
    open.forEach(EventReader::close);
    open.clear();
  }

  /** Waits until all of them have ended, but no longer than this: one may hang in its network. */
  public synchronized void awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (long left = limit.toNanos();
          running > 0 && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
