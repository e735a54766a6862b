// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.metrics.Counter;
import org.junit.jupiter.api.Test;

/** A counter that only takes increments follows a total. */
class RisingCounterTest {

  private static final class PlainCounter implements Counter {

    private long count;

    @Override
    public void inc() {
      inc(1);
    }

    @Override
    public void inc(long by) {
      count += by;
    }

    @Override
    public long getCount() {
      return count;
    }
  }

  private final PlainCounter plain = new PlainCounter();

  @Test
  void followsATotalFromWhereTheCounterIs() {
    plain.inc(3);
    RisingCounter counter = new RisingCounter(plain);
    counter.riseTo(10);
    assertThat(plain.getCount()).isEqualTo(10);
    counter.riseTo(10);
    counter.riseTo(12);
    assertThat(plain.getCount()).isEqualTo(12);
  }

  @Test
  void waitsForATotalThatFell() {
    RisingCounter counter = new RisingCounter(plain);
    counter.riseTo(10);
    counter.riseTo(4);
    assertThat(plain.getCount()).isEqualTo(10);
    counter.riseTo(11);
    assertThat(plain.getCount()).isEqualTo(11);
  }
}
