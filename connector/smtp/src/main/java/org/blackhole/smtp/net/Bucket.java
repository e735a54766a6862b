// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

/**
 * Octets at a rate, evenly over time; what is not used for a quarter of a second is lost. It holds
 * nothing but the time until which all is used. Times are those of {@link System#nanoTime()}.
 */
final class Bucket {

  private static final double SECOND = 1e9;
  private static final double BURST = SECOND / 4;

  /** Waiting for single octets of a fast line would be all that we do. */
  private static final int STEPS = 20;

  private long rate;
  private long usedUntil;

  /** Octets a second from now on; until the first call there is no limit. */
  void rate(long octets, long now) {
    if (octets != rate) {
      rate = octets;
      usedUntil = now;
    }
  }

  boolean isLimited() {
    return rate > 0;
  }

  /** How many octets may go now. */
  int available(long now) {
    if (rate == 0) {
      return Integer.MAX_VALUE;
    }
    // A wait that was rounded must not end without an octet.
    double octets = (unused(now) + 1) * (double) rate / SECOND;
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, octets));
  }

  /** So many have gone. */
  void take(int octets, long now) {
    if (rate > 0) {
      usedUntil = now - unused(now) + (long) Math.ceil(octets * SECOND / rate);
    }
  }

  /** Nanoseconds that may still be used; below zero if it is too early for anything. */
  private long unused(long now) {
    return Math.min(now - usedUntil, (long) Math.max(BURST, SECOND / rate));
  }

  /** Nanoseconds until it is worth while to go on with so many that wait. */
  long nanosUntil(int octets, long now) {
    long step = Math.min(octets, Math.max(1, rate / STEPS));
    return Math.max(0, usedUntil + (long) Math.ceil(step * SECOND / rate) - now);
  }
}
