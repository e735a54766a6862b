// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Measures the lines of content on their way to another sink (RFC 5321 4.5.3.1.6); for listeners
 * that limit them.
 */
public final class LineMeter implements ContentSink {

  private final int limit;
  private final @Nullable ContentSink next;
  private long current;
  private boolean exceeded;
  private boolean endedWithCr;

  /**
   * A meter for one session.
   *
   * @param limit octets of a line at most, line end included
   * @param next takes the content, or null if nobody wants it
   */
  public LineMeter(int limit, @Nullable ContentSink next) {
    this.limit = limit;
    this.next = next;
  }

  /** Ready for the next message. */
  public void begin() {
    this.current = 0;
    this.exceeded = false;
    this.endedWithCr = false;
  }

  /** Whether a line was longer. */
  public boolean isExceeded() {
    return exceeded;
  }

  @Override
  public void content(ByteBuf buffer, int index, int length) {
    int end = index + length;
    int from = index;
    while (from < end) {
      int lf = buffer.indexOf(from, end, (byte) '\n');
      int to = lf < 0 ? end : lf + 1;
      current += to - from;
      exceeded |= current > limit;
      if (lf >= 0 && (lf > index ? buffer.getByte(lf - 1) == '\r' : endedWithCr)) {
        current = 0;
      }
      from = to;
    }
    endedWithCr = length > 0 ? buffer.getByte(end - 1) == '\r' : endedWithCr;
    if (next != null) {
      next.content(buffer, index, length);
    }
  }
}
