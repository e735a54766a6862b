// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static final long SECOND = 1_000_000_000L;

  private final Rates rates = new Rates();

  @Test
  void thereIsNoRateBeforeTheSecondSample() {
    assertThat(rates.now()).isEqualTo(new Rates.PerSecond(0, 0, 0, 0));
    rates.sample(5 * SECOND, totals(100));
    assertThat(rates.now()).isEqualTo(new Rates.PerSecond(0, 0, 0, 0));
  }

  @Test
  void aRateIsTheGrowthOverTheTimeBetween() {
    rates.sample(0, totals(100));
    rates.sample(4 * SECOND, totals(110));
    assertThat(rates.now()).isEqualTo(new Rates.PerSecond(2.5, 5, 25, 50));
  }

  @Test
  void whatIsOlderThanTenSecondsDoesNotCount() {
    rates.sample(0, totals(0));
    for (int second = 1; second <= 20; second++) {
      rates.sample(second * SECOND, totals(1000));
    }
    assertThat(rates.now()).isEqualTo(new Rates.PerSecond(0, 0, 0, 0));
  }

  @Test
  void twoSamplesAtOneTimeDivideByNothing() {
    rates.sample(SECOND, totals(0));
    rates.sample(SECOND, totals(10));
    assertThat(rates.now()).isEqualTo(new Rates.PerSecond(0, 0, 0, 0));
  }

  private static Counts totals(long n) {
    return new Counts(
        n,
        0,
        2 * n,
        0,
        0,
        10 * n,
        20 * n,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        Latencies.NONE);
  }
}
