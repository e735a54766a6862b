// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A timer that no setting of the clock stops or hurries. {@link java.util.Timer}, such as a
 * container lends, goes by the time of day: put back by an hour, it stands still for an hour. On
 * Netty's one thread that is no event loop, which nothing it is given may hold up. Safe for any
 * thread.
 */
public final class SteadyTimer implements AutoCloseable {

  private final Set<Future<?>> waiting = new HashSet<>();
  private boolean closed;

  /** Once, after a while; not at all if it is closed by then. */
  public synchronized void later(Duration delay, Runnable task) {
    if (!closed) {
      waiting.removeIf(Future::isDone);
      waiting.add(
          GlobalEventExecutor.INSTANCE.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** Over and over, until it is closed or the task throws. */
  public synchronized void every(Duration period, Runnable task) {
    if (!closed) {
      waiting.add(
          GlobalEventExecutor.INSTANCE.scheduleWithFixedDelay(
              task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** Lets go of all that waits. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.forEach(each -> each.cancel(false));
    waiting.clear();
  }
}
