// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Waits for work that may hang, with patience that ends. While some of it hangs no more is begun,
 * but for a few probes: who asks then is told at once, and threads do not pile up. Work is never
 * interrupted: H2 closes its file when a thread that writes is. For any thread but event loops.
 */
final class Waiting {

  private static final int MAX_HANGING = 4;

  private enum Stage {
    AWAITED,
    DONE,
    ABANDONED
  }

  private final ExecutorService threads;
  private final Duration patience;
  private final AtomicInteger hanging = new AtomicInteger();

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
    if (hanging.get() >= (probe ? MAX_HANGING : 1)) {
      throw new TimeoutException();
    }
    AtomicReference<Stage> stage = new AtomicReference<>(Stage.AWAITED);
    Callable<T> task = work.apply(() -> stage.get() == Stage.AWAITED);
    Future<T> answer =
        threads.submit(
            () -> {
              try {
                return task.call();
              } finally {
                if (!stage.compareAndSet(Stage.AWAITED, Stage.DONE)) {
                  hanging.decrementAndGet();
                }
              }
            });
    try {
      try {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
      Thread.currentThread().interrupt();
      throw new IOException("the server is about to stop", e);
    }
  }
}
