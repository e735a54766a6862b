// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.blackhole.smtp.api.Throttle;
import org.junit.jupiter.api.Test;

class BucketTest {

  private static final long SECOND = 1_000_000_000L;

  /** Clocks may stand anywhere, and wrap. */
  private static final long[] STARTS = {0, 1L << 60, Long.MAX_VALUE - SECOND, Long.MIN_VALUE};

  @Test
  void withoutARateThereIsNoLimit() {
    Bucket bucket = new Bucket();
    assertThat(bucket.isLimited()).isFalse();
    assertThat(bucket.available(0)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void whoeverWaitsAsToldGetsTheRateAndNoMore() {
    for (long rate : new long[] {1, 2, 3, 7, 10, 333, 1024, 1_000_000, 123_456_789}) {
      for (long start : STARTS) {
        Bucket bucket = new Bucket();
        long now = start;
        bucket.rate(rate, now);
        long taken = 0;
        while (now - start < 10 * SECOND) {
          int available = bucket.available(now);
          if (available == 0) {
            long wait = bucket.nanosUntil(Integer.MAX_VALUE, now);
            assertThat(wait).isPositive();
            now += wait;
          } else {
            bucket.take(available, now);
            taken += available;
          }
        }
        assertThat(taken).isBetween(10 * rate - rate / 10 - 1, 10 * rate + rate / 10 + 1);
      }
    }
  }

  @Test
  void whatIsNotUsedIsLostButForAQuarterOfASecond() {
    Bucket bucket = new Bucket();
    bucket.rate(1000, 0);
    assertThat(bucket.available(0)).isZero();
    assertThat(bucket.available(SECOND / 10)).isEqualTo(100);
    assertThat(bucket.available(3600 * SECOND)).isEqualTo(250);
    bucket.rate(2, 3600 * SECOND);
    assertThat(bucket.available(7200 * SECOND)).isOne();
  }

  @Test
  void theFastestRateIsNone() {
    Bucket bucket = new Bucket();
    bucket.rate(Throttle.MAX, 0);
    assertThat(bucket.available(SECOND)).isEqualTo(Integer.MAX_VALUE);
    bucket.take(Integer.MAX_VALUE, SECOND);
    assertThat(bucket.available(SECOND + SECOND / 4)).isEqualTo(Integer.MAX_VALUE);
  }
}
