// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Watches content for a CR without LF or an LF without CR (RFC 5321 2.3.8), and puts CR LF in their
 * place if asked to. For listeners that do not take them as they are.
 */
public final class LineBreaks implements ContentSink {

  private static final ByteBuf CRLF = constant("\r\n");
  private static final ByteBuf CR = constant("\r");
  private static final ByteBuf LF = constant("\n");

  private final boolean mend;
  private final @Nullable ContentSink next;
  private boolean heldCr;
  private boolean bare;
  private long added;

  /**
   * A watch for one session.
   *
   * @param mend whether to put CR LF in place of what is bare
   * @param next takes the content, or null if nobody wants it
   */
  public LineBreaks(boolean mend, @Nullable ContentSink next) {
    this.mend = mend;
    this.next = next;
  }

  /** Ready for the next message. */
  public void begin() {
    heldCr = false;
    bare = false;
    added = 0;
  }

  /** Whether there was a bare one so far. */
  public boolean isBare() {
    return bare;
  }

  /** Octets that mending added so far. */
  public long added() {
    return added;
  }

  @Override
  public void content(ByteBuf buffer, int index, int length) {
    int end = index + length;
    int at = index;
    int from = index;
    if (heldCr) {
      heldCr = false;
      if (buffer.getByte(at) == '\n') {
        pass(CRLF, 0, 2);
        from = ++at;
      } else {
        lone(CR);
      }
    }
    while (at < end) {
      byte b = buffer.getByte(at);
      if (b != '\r' && b != '\n') {
        at++;
      } else if (b == '\r' && at + 1 == end) {
        pass(buffer, from, at);
        heldCr = true;
        return;
      } else if (b == '\r' && buffer.getByte(at + 1) == '\n') {
        at += 2;
      } else {
        pass(buffer, from, at);
        lone(b == '\r' ? CR : LF);
        from = ++at;
      }
    }
    pass(buffer, from, end);
  }

  /** The message is complete. */
  public void end() {
    if (heldCr) {
      heldCr = false;
      lone(CR);
    }
  }

  private void lone(ByteBuf octet) {
    bare = true;
    if (mend) {
      added++;
      pass(CRLF, 0, 2);
    } else {
      pass(octet, 0, 1);
    }
  }

  private void pass(ByteBuf buffer, int from, int to) {
    if (next != null && to > from) {
      next.content(buffer, from, to - from);
    }
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII).asReadOnly());
  }
}
