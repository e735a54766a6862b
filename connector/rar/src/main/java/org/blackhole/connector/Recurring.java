// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work that comes back, on the container's threads: its timer only hands over, its work manager
 * does the work. A turn that finds the one before still running is left out.
 */
final class Recurring implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("org.blackhole.connector");

  private final Timer timer;
  private final WorkManager workManager;
  private final AtomicBoolean running = new AtomicBoolean();

  private Recurring(Timer timer, WorkManager workManager) {
    this.timer = timer;
    this.workManager = workManager;
  }

  static Recurring start(BootstrapContext context, Duration every, Runnable task)
      throws UnavailableException {
    Recurring recurring = new Recurring(context.createTimer(), context.getWorkManager());
    TimerTask turn =
        new TimerTask() {
          @Override
          public void run() {
            recurring.handOver(task);
          }
        };
    recurring.timer.schedule(turn, every.toMillis(), every.toMillis());
    return recurring;
  }

  private void handOver(Runnable task) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      workManager.scheduleWork(
          new Work() {
            @Override
            public void run() {
              try {
                task.run();
              } finally {
                running.set(false);
              }
            }

            @Override
            public void release() {
              // A turn is short: it reads a few files and ends by itself.
            }
          });
    } catch (WorkException | IllegalStateException e) {
      running.set(false);
      LOG.log(Level.DEBUG, "The container takes no work at the moment", e);
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
