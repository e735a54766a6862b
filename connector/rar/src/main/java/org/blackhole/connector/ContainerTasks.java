// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.net.BorrowedThread;
import org.blackhole.smtp.net.SmtpTransport;

/**
 * What is to be done apart from sessions, on the container's threads (Jakarta Connectors 11): the
 * transport says when and hands over, the work manager does the work, which may wait. The
 * container's own timer would not do: it stands still when the clock is set back.
 */
final class ContainerTasks implements Executor, AutoCloseable {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  private final SmtpTransport transport;
  private final WorkManager workManager;
  private final List<Future<?>> repeated = new ArrayList<>();
  private boolean closed;

  ContainerTasks(SmtpTransport transport, WorkManager workManager) {
    this.transport = transport;
    this.workManager = workManager;
  }

  /** Over and over; a turn that finds the one before still running is left out. */
  synchronized void every(Duration period, Runnable task) {
    AtomicBoolean running = new AtomicBoolean();
    Runnable once =
        () -> {
          try {
            task.run();
          } finally {
            running.set(false);
          }
        };
    Runnable turn =
        () -> {
          if (running.compareAndSet(false, true) && !soon(once)) {
            running.set(false);
          }
        };
    repeated.add(transport.every(period, turn));
  }

  /** Once, after a while; if the container takes no work then, after another while. */
  synchronized void later(Duration delay, Runnable task) {
    if (!closed) {
      transport.later(delay, () -> soonOrLater(delay, task));
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
      // What is to be done over and over would end with an exception.
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

  @Override
  public synchronized void close() {
    closed = true;
    repeated.forEach(turn -> turn.cancel(false));
  }
}
