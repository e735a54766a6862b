// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyTimerTest {

  private final AtomicInteger done = new AtomicInteger();

  @Test
  void itDoesThingsOnceAndOverAndOver() {
    try (SteadyTimer timer = new SteadyTimer()) {
      timer.later(Duration.ofMillis(1), done::incrementAndGet);
      await().until(() -> done.get() == 1);
      timer.every(Duration.ofMillis(1), done::incrementAndGet);
      await().until(() -> done.get() > 4);
    }
  }

  @Test
  void onceClosedNothingIsDoneAndItsThreadEnds() throws Exception {
    SteadyTimer timer = new SteadyTimer();
    timer.every(Duration.ofHours(1), done::incrementAndGet);
    timer.later(Duration.ofHours(1), done::incrementAndGet);
    timer.close();
    timer.later(Duration.ZERO, done::incrementAndGet);
    timer.every(Duration.ofMillis(1), done::incrementAndGet);

    assertThat(GlobalEventExecutor.INSTANCE.awaitInactivity(60, TimeUnit.SECONDS)).isTrue();
    assertThat(done).hasValue(0);
  }
}
