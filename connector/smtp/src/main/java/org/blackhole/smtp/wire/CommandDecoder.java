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
  private static final byte[] AUTH = {'A', 'U', 'T', 'H', ' '};

  /** RFC 4954 4: a line of an AUTH exchange, the command itself included. */
  public static final int MAX_AUTH_LINE = 12_288;

  private final LineParser parser;
  private final int maxLine;
  private final byte[] scratch;
  private byte[] partial = NONE;
  private int partialLength;
  private int discarded;
  private int lineLength;
  private boolean endedWithCr;

  /**
   * A decoder for one session.
   *
   * @param maxLine octets of a command line at most, line end included
   * @param scratch at least {@link #scratchLength} octets, used during calls only; may be shared by
   *     all decoders of one thread
   */
  public CommandDecoder(LineParser parser, int maxLine, byte[] scratch) {
    if (scratch.length < scratchLength(maxLine)) {
      throw new IllegalArgumentException("scratch is shorter than a line");
    }
    this.parser = parser;
    this.maxLine = maxLine;
    this.scratch = scratch;
  }

  /** Octets of scratch space that a decoder needs. */
  public static int scratchLength(int maxLine) {
    return Math.max(maxLine, MAX_AUTH_LINE);
  }

  /** The next command, or null if its line is not complete; all that was there is then consumed. */
  public @Nullable Command decode(ByteBuf in) {
    return next(in, false);
  }

  /** The same for a line within an AUTH exchange. */
  public @Nullable Command response(ByteBuf in) {
    return next(in, true);
  }

  private @Nullable Command next(ByteBuf in, boolean exchange) {
    if (discarded > 0) {
      return discard(in, exchange);
    }
    int start = in.readerIndex();
    int from = start;
    while (true) {
      int lf = in.indexOf(from, in.writerIndex(), (byte) '\n');
      if (lf < 0) {
        return keep(in, exchange);
      }
      if (lf > start
          ? in.getByte(lf - 1) == '\r'
          : partialLength > 0 && partial[partialLength - 1] == '\r') {
        return line(in, lf + 1 - start, exchange);
      }
      from = lf + 1;
    }
  }

  private Command line(ByteBuf in, int length, boolean exchange) {
    int total = partialLength + length;
    if (total > maxLine && total > limit(in, exchange)) {
      forget();
      in.skipBytes(length);
      return tooLong(exchange, total > MAX_DISCARD);
    }
    if (partialLength > 0) {
      System.arraycopy(partial, 0, scratch, 0, partialLength);
    }
    in.readBytes(scratch, partialLength, length);
    forget();
    lineLength = total - 2;
    return exchange ? parser.response(scratch, total - 2) : parser.command(scratch, total - 2);
  }

  private int limit(ByteBuf in, boolean exchange) {
    return exchange || isAuth(in) ? Math.max(maxLine, MAX_AUTH_LINE) : maxLine;
  }

  /** Whether the line begins with AUTH; looked at only once it is longer than others may be. */
  private boolean isAuth(ByteBuf in) {
    for (int i = 0; i < AUTH.length; i++) {
      byte b = i < partialLength ? partial[i] : in.getByte(in.readerIndex() + i - partialLength);
      if ((b >= 'a' && b <= 'z' ? b - 32 : b) != AUTH[i]) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Command keep(ByteBuf in, boolean exchange) {
    int length = in.readableBytes();
    if (length == 0) {
      return null;
    }
    int total = partialLength + length;
    int limit = total > maxLine ? limit(in, exchange) : maxLine;
    if (total > limit) {
      endedWithCr = false;
      discarded = partialLength;
      partial = NONE;
      partialLength = 0;
      return discard(in, exchange);
    }
    if (partial.length < total) {
      partial = Arrays.copyOf(partial, Math.min(limit, Math.max(64, 2 * total)));
    }
    in.readBytes(partial, partialLength, length);
    partialLength = total;
    return null;
  }

  /**
   * How long the line of the last command is, without its end, which stands at the beginning of the
   * scratch space until that is used for something else; -1 if it was too long and is gone.
   */
  public int lineLength() {
    return lineLength;
  }

  private Command tooLong(boolean exchange, boolean endless) {
    lineLength = -1;
    if (endless) {
      return new Command.Refused(null, Replies.LINE_ENDLESS, true);
    }
    return exchange
        ? new Command.Refused(Verb.AUTH, Replies.AUTH_LINE_TOO_LONG, false)
        : new Command.Refused(null, Replies.LINE_TOO_LONG, false);
  }

  private @Nullable Command discard(ByteBuf in, boolean exchange) {
    while (in.isReadable()) {
      int lf = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
      int length = (lf < 0 ? in.writerIndex() : lf + 1) - in.readerIndex();
      boolean end = lf >= 0 && (length > 1 ? in.getByte(lf - 1) == '\r' : endedWithCr);
      endedWithCr = in.getByte(in.readerIndex() + length - 1) == '\r';
      in.skipBytes(length);
      discarded += length;
      if (discarded > MAX_DISCARD) {
        forget();
        return tooLong(exchange, true);
      }
      if (end) {
        forget();
        return tooLong(exchange, false);
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
