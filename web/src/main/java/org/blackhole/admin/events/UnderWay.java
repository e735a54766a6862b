// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tasks on other threads, and the wait for their end. Safe for any thread. */
public final class UnderWay {

  private int count;

  /**
   * Starts a task.
   *
   * @param by runs it on another thread; what it throws is passed on, and then the task is not run
   */
  public void start(Runnable task, Consumer<Runnable> by) {
    synchronized (this) {
      count++;
    }
    try {
      by.accept(() -> run(task));
    } catch (RuntimeException | Error e) {
      ended();
      throw e;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      ended();
    }
  }

  private synchronized void ended() {
    count--;
    notifyAll();
  }

  /** Waits until none is left, but no longer than this. */
  public synchronized void awaitNone(Duration limit) {
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
  }
}
