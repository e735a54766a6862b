// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;

/**
 * Looks for dots behind a line feed, thirty-two octets at a time where there are so many. As most
 * of these have no dot at all, line feeds are looked for only where there is one.
 */
final class FirstDots {

  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long ONES = 0x0101010101010101L;
  private static final long DOTS = '.' * ONES;
  private static final long LINE_FEEDS = '\n' * ONES;

  private FirstDots() {}

  /**
   * The index of the first dot of these octets with a line feed before it, or the end.
   *
   * @param from not the first of the buffer
   */
  static int next(ByteBuf in, int from, int end) {
    int p = from;
    while (p + 32 <= end) {
      long first = zeros(in.getLongLE(p) ^ DOTS);
      long second = zeros(in.getLongLE(p + 8) ^ DOTS);
      long third = zeros(in.getLongLE(p + 16) ^ DOTS);
      long fourth = zeros(in.getLongLE(p + 24) ^ DOTS);
      if ((first | second | third | fourth) != 0) {
        first &= behindLineFeed(in, p);
        second &= behindLineFeed(in, p + 8);
        third &= behindLineFeed(in, p + 16);
        fourth &= behindLineFeed(in, p + 24);
        if ((first | second | third | fourth) != 0) {
          return p + index(first, second, third, fourth);
        }
      }
      p += 32;
    }
    while (p < end && (in.getByte(p) != '.' || in.getByte(p - 1) != '\n')) {
      p++;
    }
    return Math.min(p, end);
  }

  private static long behindLineFeed(ByteBuf in, int p) {
    return zeros(in.getLongLE(p - 1) ^ LINE_FEEDS);
  }

  /** The highest bit of each octet that is zero. */
  private static long zeros(long octets) {
    return ~(((octets & LOW_BITS) + LOW_BITS) | octets | LOW_BITS);
  }

  private static int index(long first, long second, long third, long fourth) {
    if (first != 0) {
      return Long.numberOfTrailingZeros(first) >>> 3;
    }
    if (second != 0) {
      return 8 + (Long.numberOfTrailingZeros(second) >>> 3);
    }
    long found = third != 0 ? third : fourth;
    return (third != 0 ? 16 : 24) + (Long.numberOfTrailingZeros(found) >>> 3);
  }
}
