// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Tasks that others run, and the wait for their end. Safe for any thread. */
public final class UnderWay {

  private int count;

  /**
   * Starts a task.
   *
   * @param by runs it; what it throws is passed on, and the task counts as ended
   */
  public void start(Runnable task, Consumer<Runnable> by) {
    synchronized (this) {
      count++;
    }
    Counted counted = new Counted(task);
    try {
      by.accept(counted);
    } catch (RuntimeException | Error e) {
      counted.end();
      throw e;
    }
  }

  private final class Counted implements Runnable {

    private final Runnable task;
    private final AtomicBoolean ended = new AtomicBoolean();

    Counted(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run();
      } finally {
        end();
      }
    }

    void end() {
      if (ended.compareAndSet(false, true)) {
        ended();
      }
    }
  }

  private synchronized void ended() {
    count--;
    notifyAll();
  }

  /**
   * Waits until none is left, but no longer than this.
   *
   * @return whether none is left
   */
  public synchronized boolean awaitNone(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (long left = limit.toNanos();
          count > 0 && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return count == 0;
  }
}
