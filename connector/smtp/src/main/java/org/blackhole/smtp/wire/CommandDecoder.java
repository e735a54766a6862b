// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives into lines and parses each once (RFC 5321 2.3.8, 4.1.1). A line ends with CR LF
 * and nothing else; a bare CR or LF makes the whole line one refused command, so that nothing can
 * be split off it. What is kept between two reads is the start of one line, within its bound.
 */
public final class CommandDecoder {

  /** Octets of an over-long line that are read to find its end, before the session is given up. */
  static final int MAX_DISCARD = 65_536;

  private static final byte[] NONE = {};

  private final int maxLine;
  private final byte[] scratch;
  private byte[] partial = NONE;
  private int partialLength;
  private int discarded;
  private boolean endedWithCr;

  /**
   * A decoder for one session.
   *
   * @param maxLine octets of a line at most, line end included
   * @param scratch at least {@code maxLine} octets, used during {@link #decode} only; may be shared
   *     by all decoders of one thread
   */
  public CommandDecoder(int maxLine, byte[] scratch) {
    if (scratch.length < maxLine) {
      throw new IllegalArgumentException("scratch is shorter than a line");
    }
    this.maxLine = maxLine;
    this.scratch = scratch;
  }

  /** The next command, or null if its line is not complete; all that was there is then consumed. */
  public @Nullable Command decode(ByteBuf in) {
    if (discarded > 0) {
      return discard(in);
    }
    int start = in.readerIndex();
    int from = start;
    while (true) {
      int lf = in.indexOf(from, in.writerIndex(), (byte) '\n');
      if (lf < 0) {
        return keep(in);
      }
      if (lf > start
          ? in.getByte(lf - 1) == '\r'
          : partialLength > 0 && partial[partialLength - 1] == '\r') {
        return line(in, lf + 1 - start);
      }
      from = lf + 1;
    }
  }

  private Command line(ByteBuf in, int length) {
    int total = partialLength + length;
    if (total > maxLine) {
      forget();
      in.skipBytes(length);
      return new Command.Refused(null, Replies.LINE_TOO_LONG, total > MAX_DISCARD);
    }
    if (partialLength > 0) {
      System.arraycopy(partial, 0, scratch, 0, partialLength);
    }
    in.readBytes(scratch, partialLength, length);
    forget();
    return CommandParser.parse(scratch, total - 2);
  }

  private @Nullable Command keep(ByteBuf in) {
    int length = in.readableBytes();
    if (length == 0) {
      return null;
    }
    if (partialLength + length > maxLine) {
      endedWithCr = false;
      discarded = partialLength;
      partial = NONE;
      partialLength = 0;
      return discard(in);
    }
    if (partial.length < partialLength + length) {
      partial =
          Arrays.copyOf(partial, Math.min(maxLine, Math.max(64, 2 * (partialLength + length))));
    }
    in.readBytes(partial, partialLength, length);
    partialLength += length;
    return null;
  }

  private @Nullable Command discard(ByteBuf in) {
    while (in.isReadable()) {
      int lf = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
      int length = (lf < 0 ? in.writerIndex() : lf + 1) - in.readerIndex();
      boolean end = lf >= 0 && (length > 1 ? in.getByte(lf - 1) == '\r' : endedWithCr);
      endedWithCr = in.getByte(in.readerIndex() + length - 1) == '\r';
      in.skipBytes(length);
      discarded += length;
      if (discarded > MAX_DISCARD) {
        forget();
        return new Command.Refused(null, Replies.LINE_ENDLESS, true);
      }
      if (end) {
        forget();
        return new Command.Refused(null, Replies.LINE_TOO_LONG, false);
      }
    }
    return null;
  }

  private void forget() {
    partial = NONE;
    partialLength = 0;
    discarded = 0;
    endedWithCr = false;
  }
}
