// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.journal.sessions.SessionQuery;

/**
 * Requests that wait for a session, without a thread of their own: somebody looks for all of them,
 * ten times a second, as long as there are any. So who writes the journal has nobody to wake. Safe
 * for any thread.
 */
@Singleton
public final class SessionWaits {

  /** So many may wait at once. */
  static final int MOST = 32;

  private static final long LOOK_MILLIS = 100;

  private static final class Wait {
    private final SessionQuery query;
    private final long deadline;
    private final Runnable then;
    private long since;

    Wait(SessionQuery query, long deadline, long since, Runnable then) {
      this.query = query;
      this.deadline = deadline;
      this.since = since;
      this.then = then;
    }
  }

  private final SessionJournal journal;
  private final List<Wait> waiting = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService timer;

  private final Consumer<Runnable> soon;

  @Inject
  public SessionWaits(SessionJournal journal) {
    this.journal = journal;
    this.soon = this::schedule;
  }

  SessionWaits(SessionJournal journal, Consumer<Runnable> soon) {
    this.journal = journal;
    this.soon = soon;
  }

  /**
   * Does this once a session matches, or when the time is over.
   *
   * @param since where the journal was when none did
   * @return false if too many wait already
   */
  boolean add(SessionQuery query, Duration patience, long since, Runnable then) {
    synchronized (this) {
      if (waiting.size() >= MOST) {
        return false;
      }
      waiting.add(new Wait(query, System.nanoTime() + patience.toNanos(), since, then));
      if (waiting.size() == 1) {
        soon.accept(this::look);
      }
    }
    return true;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the application
  private void schedule(Runnable task) {
    timer.schedule(task, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      List<Wait> over = new ArrayList<>();
      for (Wait wait : waiting) {
        long mark = journal.mark();
        if (System.nanoTime() - wait.deadline >= 0 || journal.anySince(wait.query, wait.since)) {
          over.add(wait);
        }
        wait.since = mark;
      }
      waiting.removeAll(over);
      over.forEach(wait -> wait.then.run());
    } finally {
      synchronized (this) {
        if (!waiting.isEmpty()) {
          soon.accept(this::look);
        }
      }
    }
  }
}
