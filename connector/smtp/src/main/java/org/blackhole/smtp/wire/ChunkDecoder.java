// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Counts off the octets of a BDAT chunk (RFC 3030 2), in the buffer that arrived. */
public final class ChunkDecoder {

  private long remaining;
  private long size;

  /** A new message: its first chunk is still to come. */
  public void reset() {
    remaining = 0;
    size = 0;
  }

  /** A chunk of so many octets begins. */
  public void begin(long octets) {
    remaining = octets;
  }

  /** Octets of this message so far. */
  public long size() {
    return size;
  }

  /**
   * Consumes content.
   *
   * @param sink takes it, or null if nobody wants it
   * @return whether the chunk is complete; what follows it in {@code in} is left there
   */
  public boolean decode(ByteBuf in, @Nullable ContentSink sink) {
    int length = (int) Math.min(remaining, in.readableBytes());
    if (length > 0) {
      size += length;
      remaining -= length;
      if (sink != null) {
        sink.content(in, in.readerIndex(), length);
      }
      in.skipBytes(length);
    }
    return remaining == 0;
  }
}
