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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.net.BorrowedThread;

/**
 * What is to be done apart from sessions, on the container's threads (Jakarta Connectors 11): its
 * timer only hands over, its work manager does the work, which may wait.
 */
final class ContainerTasks implements Executor, AutoCloseable {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  private final Timer timer;
  private final WorkManager workManager;
  private volatile boolean closed;

  ContainerTasks(BootstrapContext context) throws UnavailableException {
    this.timer = context.createTimer();
    this.workManager = context.getWorkManager();
  }

  /** Over and over; a turn that finds the one before still running is left out. */
  void every(Duration period, Runnable task) {
    AtomicBoolean running = new AtomicBoolean();
    Runnable once =
        () -> {
          try {
            task.run();
          } finally {
            running.set(false);
          }
        };
    TimerTask turn =
        timerTask(
            () -> {
              if (running.compareAndSet(false, true) && !soon(once)) {
                running.set(false);
              }
            });
    timer.schedule(turn, period.toMillis(), period.toMillis());
  }

  /** Once, after a while; if the container takes no work then, after another while. */
  synchronized void later(Duration delay, Runnable task) {
    if (!closed) {
      timer.schedule(timerTask(() -> soonOrLater(delay, task)), delay.toMillis());
    }
  }

  /** Once, as soon as the container has a thread, however long that takes. */
  void soonOrLater(Duration retry, Runnable task) {
    if (!soon(task)) {
      later(retry, task);
    }
  }

  /**
   * Once, as soon as the container has a thread.
   *
   * @return false if it takes no work
   */
  boolean soon(Runnable task) {
    try {
      workManager.scheduleWork(
          new Work() {
            @Override
            public void run() {
              try {
                task.run();
              } finally {
                BorrowedThread.giveBack();
              }
            }

            @Override
            public void release() {
              // Tasks end by themselves.
            }
          });
      return true;
    } catch (WorkException | RuntimeException e) {
      // Out of a timer's task an exception would end the timer.
      LOG.log(Level.DEBUG, "The container takes no work at the moment", e);
      return false;
    }
  }

  @Override
  public void execute(Runnable task) {
    if (!soon(task)) {
      throw new RejectedExecutionException("The container takes no work");
    }
  }

  private static TimerTask timerTask(Runnable task) {
    return new TimerTask() {
      @Override
      public void run() {
        task.run();
      }
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel();
  }
}
