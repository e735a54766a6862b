// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of the content of DATA, {@code <CRLF>.<CRLF>} and nothing else (RFC 5321 4.1.1.4),
 * and undoes dot stuffing (4.5.2), in the buffer that arrived: nothing is copied, and between two
 * reads only a few bits are kept. Lines are not looked for, only dots: mail has far fewer of them.
 */
public final class DataDecoder {

  /** How much of {@code CR LF . CR LF} the octets so far end with. */
  private enum Seen {
    TEXT,
    CR,
    LINE_START,
    DOT,
    DOT_CR
  }

  private static final ByteBuf LONE_CR =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] {'\r'}).asReadOnly());

  private Seen seen = Seen.LINE_START;
  private long size;
  private boolean ended;

  /**
   * Octets of content so far, or of the message that ended last: line ends included, without
   * stuffed dots and without the final dot (RFC 1870 5).
   */
  public long size() {
    return size;
  }

  /**
   * Consumes content; after an end, that of the next message.
   *
   * @param sink takes it, or null if nobody wants it
   * @return whether the final dot was met; what follows it in {@code in} is left there. Otherwise
   *     all is consumed.
   */
  public boolean decode(ByteBuf in, @Nullable ContentSink sink) {
    if (ended) {
      ended = false;
      seen = Seen.LINE_START;
      size = 0;
    }
    int end = in.writerIndex();
    int at = in.readerIndex();
    int start = at;
    while (at < end) {
      switch (seen) {
        case TEXT -> {
          at = findLineStartDot(in, at, end);
          if (seen == Seen.LINE_START) {
            // at stands on the dot
            start = emit(in, start, at, sink);
          }
        }
        case CR -> seen = next(in.getByte(at++), Seen.LINE_START);
        case LINE_START -> {
          byte b = in.getByte(at);
          if (b == '.') {
            start = emit(in, start, at, sink) + 1;
            at++;
            seen = Seen.DOT;
          } else {
            at++;
            seen = b == '\r' ? Seen.CR : Seen.TEXT;
          }
        }
        case DOT -> {
          byte b = in.getByte(at++);
          seen = b == '\r' ? Seen.DOT_CR : Seen.TEXT;
        }
        case DOT_CR -> {
          if (in.getByte(at) == '\n') {
            in.readerIndex(at + 1);
            ended = true;
            return true;
          }
          // The dot was stuffing after all, and the CR is content. Held back, it may be gone with
          // its buffer.
          if (at == start) {
            emit(LONE_CR, 0, 1, sink);
          }
          seen = Seen.CR;
        }
      }
    }
    // A CR behind a first dot is held back until it is known what it is.
    emit(in, start, seen == Seen.DOT_CR ? Math.max(start, end - 1) : end, sink);
    in.readerIndex(end);
    return false;
  }

  private static Seen next(byte b, Seen afterLf) {
    return b == '\n' ? afterLf : b == '\r' ? Seen.CR : Seen.TEXT;
  }

  private int emit(ByteBuf in, int from, int to, @Nullable ContentSink sink) {
    if (to > from) {
      size += to - from;
      if (sink != null) {
        sink.content(in, from, to - from);
      }
    }
    return to;
  }

  /**
   * From within a line, the index of the next dot at the start of one, with {@link #seen} at
   * LINE_START; or the end, with {@link #seen} as the last octets leave it.
   */
  private int findLineStartDot(ByteBuf in, int from, int end) {
    for (int p = FirstDots.next(in, from + 2, end); p < end; p = FirstDots.next(in, p + 1, end)) {
      if (in.getByte(p - 2) == '\r') {
        seen = Seen.LINE_START;
        return p;
      }
    }
    byte last = in.getByte(end - 1);
    boolean lineStart = last == '\n' && end - 2 >= from && in.getByte(end - 2) == '\r';
    seen = lineStart ? Seen.LINE_START : last == '\r' ? Seen.CR : Seen.TEXT;
    return end;
  }
}
