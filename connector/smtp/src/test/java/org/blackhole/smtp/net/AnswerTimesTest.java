// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.blackhole.smtp.api.Latencies;
import org.junit.jupiter.api.Test;

/** Times of several loops come together, and none is lost or counted twice. */
class AnswerTimesTest {

  private final AnswerTimes times = new AnswerTimes();

  @Test
  void theTimesOfAllLoopsCountHoweverOftenTheyAreCollected() {
    AnswerTimes.OnLoop one = times.onLoop();
    AnswerTimes.OnLoop other = times.onLoop();
    Histogram all = new Histogram(1, AnswerTimes.HIGHEST_MICROS, AnswerTimes.DIGITS);
    for (int micros = 1; micros <= 100_000; micros++) {
      (micros % 3 == 0 ? one : other).note(TimeUnit.MICROSECONDS.toNanos(micros));
      all.recordValue(micros);
      if (micros % 30_000 == 0) {
        assertThat(times.latencies().count()).isEqualTo(micros);
      }
    }
    Latencies latencies = times.latencies();
    assertThat(latencies.count()).isEqualTo(100_000);
    assertThat(latencies.max()).isEqualTo(all.getMaxValue());
    assertThat(latencies.percentile(99.9)).isEqualTo(all.getValueAtPercentile(99.9));
    assertThat(times.latencies()).isEqualTo(latencies);
  }

  @Test
  void whatIsCollectedWhileALoopNotesIsCountedOnce() throws InterruptedException {
    AnswerTimes.OnLoop loop = times.onLoop();
    int many = 200_000;
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < many; i++) {
                loop.note(5_000);
              }
            });
    writer.start();
    long seen = 0;
    while (writer.isAlive()) {
      long now = times.latencies().count();
      assertThat(now).isGreaterThanOrEqualTo(seen);
      seen = now;
    }
    writer.join();
    assertThat(times.latencies().count()).isEqualTo(many);
    assertThat(times.latencies().max()).isEqualTo(5);
  }

  @Test
  void whatIsOutOfBoundsCountsAsWhatIsNextToIt() {
    AnswerTimes.OnLoop loop = times.onLoop();
    loop.note(0);
    loop.note(TimeUnit.DAYS.toNanos(3));
    Latencies latencies = times.latencies();
    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.percentile(50)).isOne();
    assertThat(latencies.max()).isGreaterThanOrEqualTo(AnswerTimes.HIGHEST_MICROS);
  }
}
