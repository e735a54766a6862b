// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogRationTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final LogRation ration = new LogRation(2, now::get);

  @Test
  void soManyLinesAMinuteAndThenHowManyWereNotWritten() {
    assertThat(ration.take()).isZero();
    assertThat(ration.take()).isZero();
    for (int i = 0; i < 1000; i++) {
      assertThat(ration.take()).isEqualTo(LogRation.NOT_NOW);
    }
    now.addAndGet(TimeUnit.SECONDS.toNanos(60));
    assertThat(ration.take()).isEqualTo(1000);
    assertThat(ration.take()).isZero();
    assertThat(ration.take()).isEqualTo(LogRation.NOT_NOW);
  }
}
