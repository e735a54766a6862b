// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.blackhole.admin.events.UnderWay;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.journal.sessions.SessionQuery;
import org.jspecify.annotations.Nullable;

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
    private final long before;
    private final long deadline;
    private final Runnable then;
    private long since;

    Wait(SessionQuery query, long before, long deadline, long since, Runnable then) {
      this.query = query;
      this.before = before;
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
  private final Consumer<Runnable> answer;
  private final UnderWay answers = new UnderWay();

  /** Under the lock, as is who is added: that somebody will look. */
  private boolean looking;

  private boolean stopped;

  private @Nullable Future<?> next;

  @Inject
  public SessionWaits(SessionJournal journal) {
    this.journal = journal;
    this.soon = this::schedule;
    this.answer = then -> timer.execute(then);
  }

  SessionWaits(SessionJournal journal, Consumer<Runnable> soon) {
    this.journal = journal;
    this.soon = soon;
    this.answer = Runnable::run;
  }

  /**
   * Does this once a session matches, or when the time is over.
   *
   * @param before one with a lower number than this
   * @param since where the journal was when none did
   * @param then may write to its client, so it has a thread to itself
   * @return false if too many wait already, or the application stops
   */
  boolean add(SessionQuery query, long before, Duration patience, long since, Runnable then) {
    synchronized (this) {
      if (stopped || waiting.size() >= MOST) {
        return false;
      }
      lookSoon();
      long deadline = System.nanoTime() + patience.toNanos();
      waiting.add(new Wait(query, before, deadline, since, then));
    }
    return true;
  }

  private synchronized void lookSoon() {
    if (!looking) {
      soon.accept(this::look);
      looking = true;
    }
  }

  /** Who waits is told what there is. */
  @PreDestroy
  void stop() {
    synchronized (this) {
      stopped = true;
      if (next != null) {
        next.cancel(false);
      }
    }
    List.copyOf(waiting).forEach(this::end);
  }

  /** Waits until who was told has been answered, but no longer than this. */
  void awaitEnd(Duration limit) {
    answers.awaitNone(limit);
  }

  /** Under the lock. */
  private void schedule(Runnable task) {
    next = timer.schedule(task, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      for (Wait wait : List.copyOf(waiting)) {
        long mark = journal.mark();
        if (isOver(wait)) {
          tell(wait);
        } else {
          wait.since = mark;
        }
      }
    } finally {
      synchronized (this) {
        looking = false;
        if (!stopped && !waiting.isEmpty()) {
          lookSoon();
        }
      }
    }
  }

  private void tell(Wait wait) {
    try {
      answers.start(() -> end(wait), answer);
    } catch (RejectedExecutionException e) {
      // It waits for the next look, or for the end of the application.
    }
  }

  private void end(Wait wait) {
    if (waiting.remove(wait)) {
      wait.then.run();
    }
  }

  /** What cannot be looked for is told to who asked. */
  private boolean isOver(Wait wait) {
    try {
      return System.nanoTime() - wait.deadline >= 0
          || journal.anySince(wait.query, wait.before, wait.since);
    } catch (RuntimeException e) {
      return true;
    }
  }
}
