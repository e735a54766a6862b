// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Asks without a pause, so that a request is under way whatever happens. */
final class AllTheTime implements AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final AtomicLong answered = new AtomicLong();
  private final List<CompletableFuture<Void>> askers;
  private volatile boolean closed;

  /**
   * Begins to ask.
   *
   * @param question whether there was an answer; it may throw, as nobody may be there
   */
  AllTheTime(BooleanSupplier question) {
    askers =
        Stream.generate(() -> CompletableFuture.runAsync(() -> ask(question), threads))
            .limit(AT_ONCE)
            .toList();
  }

  private void ask(BooleanSupplier question) {
    while (!closed) {
      try {
        if (question.getAsBoolean()) {
          answered.incrementAndGet();
        }
      } catch (RuntimeException e) {
        // It is asked again.
      }
    }
  }

  void goesOn() {
    long now = answered.get();
    await("more answers").atMost(PATIENCE).until(() -> answered.get() > now + 10);
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    askers.forEach(CompletableFuture::join);
  }
}
