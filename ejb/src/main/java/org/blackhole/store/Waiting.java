// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Waits for work that may hang, with patience that ends. Only so much of it is begun at a time, and
 * while some hangs no more but for a few probes: who asks then is told at once, and threads do not
 * pile up. Work is never interrupted: H2 closes its file when a thread that writes is. For any
 * thread but event loops.
 */
final class Waiting {

  private static final int MAX_HANGING = 4;

  /** As many as the data source has connections. */
  private static final int MAX_AT_A_TIME = 8;

  private enum Stage {
    AWAITED,
    DONE,
    ABANDONED
  }

  private final ExecutorService threads;
  private final Duration patience;
  private final AtomicInteger hanging = new AtomicInteger();
  private final Semaphore places = new Semaphore(MAX_AT_A_TIME, true);

  Waiting(ExecutorService threads, Duration patience) {
    this.threads = threads;
    this.patience = patience;
  }

  /** Begins work that nobody waits for. */
  void begin(Runnable work) {
    threads.execute(work);
  }

  /**
   * What comes of work.
   *
   * @param probe whether it is begun though other work hangs
   * @param work is told whether somebody still waits for it
   * @throws TimeoutException if nothing came of it in time
   * @throws ExecutionException if it failed
   * @throws IOException if the thread was interrupted
   */
  <T> T await(boolean probe, Function<BooleanSupplier, Callable<T>> work)
      throws TimeoutException, ExecutionException, IOException {
    long begun = System.nanoTime();
    requireNoneHanging(probe);
    try {
      if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    AtomicReference<Stage> stage = new AtomicReference<>(Stage.AWAITED);
    Future<T> answer = begin(probe, stage, work.apply(() -> stage.get() == Stage.AWAITED));
    try {
      try {
        return answer.get(patience.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (stage.compareAndSet(Stage.AWAITED, Stage.ABANDONED)) {
          hanging.incrementAndGet();
          throw e;
        }
        return answer.get(); // just in time
      }
    } catch (InterruptedException e) {
      if (stage.compareAndSet(Stage.AWAITED, Stage.ABANDONED)) {
        hanging.incrementAndGet();
      }
      throw interrupted(e);
    }
  }

  /** Begins the work, which has a place until it ends, whoever waits for it. */
  private <T> Future<T> begin(boolean probe, AtomicReference<Stage> stage, Callable<T> task)
      throws TimeoutException {
    boolean begun = false;
    try {
      requireNoneHanging(probe); // while it waited for a place
      Future<T> answer =
          threads.submit(
              () -> {
                try {
                  return task.call();
                } finally {
                  places.release();
                  if (!stage.compareAndSet(Stage.AWAITED, Stage.DONE)) {
                    hanging.decrementAndGet();
                  }
                }
              });
      begun = true;
      return answer;
    } finally {
      if (!begun) {
        places.release();
      }
    }
  }

  private void requireNoneHanging(boolean probe) throws TimeoutException {
    if (hanging.get() >= (probe ? MAX_HANGING : 1)) {
      throw new TimeoutException();
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("the server is about to stop", e);
  }
}
