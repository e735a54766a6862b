// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that hangs. */
class WaitingTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Waiting waiting = new Waiting(threads, Duration.ofMillis(50));
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void close() {
    gate.countDown();
    threads.shutdown();
  }

  @Test
  void whatFailsSaysWhy() {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () ->
                waiting.await(
                    false,
                    wanted ->
                        () -> {
                          throw new IllegalStateException("no");
                        }))
        .havingCause()
        .withMessage("no");
  }

  @Test
  void whoAsksWhileWorkHangsIsToldAtOnceAndProbesAreFew() throws Exception {
    hang(true);
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> hang(false));
    }
    assertThat(begun).hasValue(1);
    for (int i = 0; i < 10; i++) {
      hang(true);
    }
    assertThat(begun).hasValue(4);

    gate.countDown();
    await().until(() -> answers());
  }

  @Test
  void workIsToldThatNobodyWaitsForItAnyMore() throws Exception {
    AtomicBoolean wantedAtFirst = new AtomicBoolean();
    AtomicBoolean wantedAtLast = new AtomicBoolean(true);
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(
            () ->
                waiting.await(
                    false,
                    wanted ->
                        () -> {
                          wantedAtFirst.set(wanted.getAsBoolean());
                          gate.await();
                          wantedAtLast.set(wanted.getAsBoolean());
                          return true;
                        }));
    gate.countDown();

    await().untilFalse(wantedAtLast);
    assertThat(wantedAtFirst).isTrue();
  }

  private void hang(boolean probe) throws Exception {
    try {
      waiting.await(
          probe,
          wanted ->
              () -> {
                begun.incrementAndGet();
                gate.await();
                return true;
              });
      throw new AssertionError("it does hang");
    } catch (TimeoutException e) {
      if (!probe) {
        throw e;
      }
    }
  }

  private boolean answers() throws Exception {
    try {
      return waiting.await(false, wanted -> () -> true);
    } catch (TimeoutException notYet) {
      return false;
    }
  }
}
