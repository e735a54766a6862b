// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.blackhole.smtp.api.Latencies;
import org.junit.jupiter.api.Test;

class LastMinuteTest {

  private static final long SECOND = 1_000_000_000L;

  private final LastMinute minute = new LastMinute();

  @Test
  void whatCameBeforeTheFirstLookIsRecent() {
    assertThat(recent(5 * SECOND, total(3))).isEqualTo(total(3));
    assertThat(recent(6 * SECOND, total(4))).isEqualTo(total(4));
  }

  @Test
  void whatIsOlderThanAMinuteIsForgottenWithinTenSeconds() {
    for (int second = 0; second <= 30; second++) {
      recent(second * SECOND, total(100));
    }
    for (int second = 31; second <= 60; second++) {
      assertThat(recent(second * SECOND, total(107)).count()).isEqualTo(107);
    }
    for (int second = 61; second < 70; second++) {
      recent(second * SECOND, total(107));
    }
    assertThat(recent(70 * SECOND, total(107))).isEqualTo(total(7));
    for (int second = 71; second < 100; second++) {
      recent(second * SECOND, total(107));
    }
    assertThat(recent(100 * SECOND, total(107))).isEqualTo(Latencies.NONE);
  }

  @Test
  void afterALongSilenceOnlyWhatIsNewCounts() {
    recent(0, total(1));
    recent(20 * SECOND, total(5));
    assertThat(recent(4000 * SECOND, total(8))).isEqualTo(total(3));
  }

  private Latencies recent(long now, Latencies total) {
    minute.sample(now, total);
    return minute.now();
  }

  private static Latencies total(long n) {
    return new Latencies(new TreeMap<>(Map.of(500L, n)));
  }
}
