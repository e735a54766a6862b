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
  private final UnderWay running = new UnderWay();
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
    running.start(reading, task -> threads.newThread(task).start());
  }

  /** Ends what all of them read. */
  @PreDestroy
  public synchronized void stop() {
    stopped = true;
    open.forEach(EventReader::close);
    open.clear();
  }

  /** Waits until all of them have ended, but no longer than this: one may hang in its network. */
  public void awaitEnd(Duration limit) {
    running.awaitNone(limit);
  }
}
