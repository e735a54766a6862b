// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import org.eclipse.microprofile.metrics.Counter;

/**
 * A counter of MicroProfile Metrics, which only takes increments, that follows a total. It is kept
 * rather than looked up, as the registry makes much garbage to find one. For one thread at a time.
 */
final class RisingCounter {

  private final Counter counter;
  private long total;

  RisingCounter(Counter counter) {
    this.counter = counter;
    total = counter.getCount();
  }

  /** A total that fell is waited for: a counter does not go back. */
  void riseTo(long now) {
    if (now > total) {
      counter.inc(now - total);
      total = now;
    }
  }
}
