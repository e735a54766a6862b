// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets so many lines a minute into the log and counts the others: what strangers can bring about
 * must not fill a disk. Safe for any thread.
 */
public final class LogRation {

  /** What {@link #take} says if the line is not to be written. */
  public static final long NOT_NOW = -1;

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final int lines;
  private final LongSupplier nanoTime;
  private long begin;
  private int taken;
  private long unsaid;

  /**
   * A ration.
   *
   * @param lines a minute, from the first on
   */
  public LogRation(int lines, LongSupplier nanoTime) {
    this.lines = lines;
    this.nanoTime = nanoTime;
  }

  /** How many were not written before this one, or {@link #NOT_NOW}. */
  public synchronized long take() {
    long now = nanoTime.getAsLong();
    if (taken == 0 || now - begin >= MINUTE) {
      begin = now;
      taken = 0;
    }
    if (taken >= lines) {
      unsaid++;
      return NOT_NOW;
    }
    taken++;
    long before = unsaid;
    unsaid = 0;
    return before;
  }
}
