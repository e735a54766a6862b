// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnderWayTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final UnderWay tasks = new UnderWay();

  @Test
  void itWaitsForWhatRuns() throws Exception {
    ExecutorService others = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch waits = new CountDownLatch(1);
      AtomicBoolean done = new AtomicBoolean();
      tasks.start(
          () -> {
            awaitOrFail(waits);
            done.set(true);
          },
          others::execute);
      assertThat(tasks.awaitNone(Duration.ofMillis(1))).isFalse();
      waits.countDown();
      assertThat(tasks.awaitNone(LONG)).isTrue();
      assertThat(done).isTrue();
    } finally {
      others.shutdown();
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasRefusedIsNotUnderWay() {
    assertThatThrownBy(
            () ->
                tasks.start(
                    () -> {},
                    task -> {
                      throw new RejectedExecutionException();
                    }))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(tasks.awaitNone(Duration.ZERO)).isTrue();
  }

  /** It counts once, or the next one would not be waited for. */
  @Test
  void whatFailsInPlaceHasEndedOnce() throws Exception {
    assertThatThrownBy(
            () ->
                tasks.start(
                    () -> {
                      throw new IllegalStateException();
                    },
                    Runnable::run))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tasks.awaitNone(Duration.ZERO)).isTrue();
    itWaitsForWhatRuns();
  }
}
