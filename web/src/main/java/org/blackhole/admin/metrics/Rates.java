// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import org.blackhole.smtp.api.Counts;

/** How fast totals grow, over the last ten seconds. Safe for any thread. */
@Singleton
public final class Rates {

  private static final long WINDOW = 10_000_000_000L;

  /** Growth per second, rounded to tenths. */
  public record PerSecond(double sessions, double messages, double octetsIn, double octetsOut) {}

  private record Sample(long at, Counts totals) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes note of the totals at this time in nanoseconds; times and totals never go down. */
  synchronized void sample(long at, Counts totals) {
    samples.addLast(new Sample(at, totals));
    while (at - samples.getFirst().at() > WINDOW) {
      samples.removeFirst();
    }
  }

  public synchronized PerSecond now() {
    if (samples.size() < 2) {
      return new PerSecond(0, 0, 0, 0);
    }
    Counts from = samples.getFirst().totals();
    Counts to = samples.getLast().totals();
    double seconds = (samples.getLast().at() - samples.getFirst().at()) / 1e9;
    return new PerSecond(
        rate(to.sessions() - from.sessions(), seconds),
        rate(to.messages() - from.messages(), seconds),
        rate(to.octetsIn() - from.octetsIn(), seconds),
        rate(to.octetsOut() - from.octetsOut(), seconds));
  }

  private static double rate(long growth, double seconds) {
    return seconds <= 0 ? 0 : Math.round(growth / seconds * 10) / 10.0;
  }
}
