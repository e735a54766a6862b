// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.function.Consumer;
import org.blackhole.smtp.api.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of the header section (RFC 5322 2.1) in content as it streams by, and hands the
 * section over once. A section that lies in one buffer, as nearly all do, is read there; only one
 * that is spread is copied, up to a limit.
 */
public final class HeaderCollector {

  private static final byte[] NONE = {};

  /** Kept beyond the limit, so that a section of just that size is known to be whole. */
  private static final int BLANK_LINE = 2;

  private final int limit;
  private final Consumer<Headers> taker;
  private @Nullable HeaderSection section;
  private byte[] kept = NONE;
  private int length;
  private boolean done;

  /**
   * A collector for one session.
   *
   * @param limit octets kept at most; a longer section is handed over truncated
   * @param taker gets each section
   */
  public HeaderCollector(int limit, Consumer<Headers> taker) {
    this.limit = limit;
    this.taker = taker;
  }

  /** Ready for the next message. */
  public void begin() {
    kept = NONE;
    length = 0;
    done = false;
  }

  /** Looks at a piece of content; ignores it once the section has ended. */
  public void content(ByteBuf buffer, int index, int octets) {
    if (done) {
      return;
    }
    if (length == 0) {
      int end = endOfSection(buffer, index, index + octets, index);
      if (end >= 0) {
        handOver(buffer, index, Math.min(end - index, limit), end - index > limit);
        return;
      }
    }
    keep(buffer, index, octets);
  }

  /** The message is complete: content without a blank line is all header section. */
  public void end() {
    if (!done) {
      ByteBuf all = Unpooled.wrappedBuffer(kept, 0, length);
      handOver(all, 0, Math.min(length, limit), length > limit);
    }
  }

  private void keep(ByteBuf buffer, int index, int octets) {
    int room = limit + BLANK_LINE;
    int taken = Math.min(octets, room - length);
    if (kept.length < length + taken) {
      kept = Arrays.copyOf(kept, Math.min(room, Math.max(1024, 2 * (length + taken))));
    }
    buffer.getBytes(index, kept, length, taken);
    int search = Math.max(0, length - 3);
    length += taken;
    ByteBuf all = Unpooled.wrappedBuffer(kept, 0, length);
    int end = endOfSection(all, search, length, 0);
    if (end >= 0) {
      handOver(all, 0, Math.min(end, limit), end > limit);
    } else if (taken < octets) {
      handOver(all, 0, Math.min(length, limit), true);
    }
  }

  private void handOver(ByteBuf buffer, int index, int octets, boolean truncated) {
    done = true;
    kept = NONE;
    length = 0;
    HeaderSection view = section;
    if (view == null) {
      view = new HeaderSection();
      section = view;
    }
    view.open(buffer, index, index + octets, truncated);
    try {
      taker.accept(view);
    } finally {
      view.close();
    }
  }

  /** The index behind the last header line, where the blank line begins, or -1. */
  private static int endOfSection(ByteBuf buffer, int from, int to, int begin) {
    int at = from;
    while (true) {
      int lf = buffer.indexOf(at, to, (byte) '\n');
      if (lf < 0) {
        return -1;
      }
      boolean first = lf == begin + 1 && buffer.getByte(begin) == '\r';
      boolean blank =
          lf >= begin + 3
              && buffer.getByte(lf - 1) == '\r'
              && buffer.getByte(lf - 2) == '\n'
              && buffer.getByte(lf - 3) == '\r';
      if (first || blank) {
        return lf - 1;
      }
      at = lf + 1;
    }
  }
}
