// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Tells the time to all event loops, on a thread of its own: what is due for a loop makes the
 * kernel set a timer with each wait for sockets, and clear it again, several times in a message
 * ({@link EventLoops}). While a task here does not return, no session idles out, and no drain comes
 * to its limit. By a clock that nobody can set. Safe for any thread.
 */
final class Clock {

  private final DefaultEventExecutor thread;

  Clock(ThreadFactory factory) {
    this.thread = new DefaultEventExecutor(factory);
  }

  /** Does this once after a while, on this thread: it may not wait. Nothing once it is closed. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock
  void later(Duration delay, Runnable task) {
    try {
      thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (!thread.isShuttingDown()) {
        throw e;
      } // else what is not due yet is forgotten
    }
  }

  /** The same over and over, on this thread, until it is cancelled. */
  Future<?> every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    return thread.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // whoever owns the thread waits for it
  void close() {
    thread.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for its thread, once it is closed.
   *
   * @return false if that took longer
   * @throws IllegalStateException on that thread
   */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return thread.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }
}
