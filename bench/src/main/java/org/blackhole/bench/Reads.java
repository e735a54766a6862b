// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client sends, as it is read from a socket: direct buffers that can be read over again. */
public final class Reads {

  private final List<ByteBuf> reads = new ArrayList<>();

  /** Text in one read. */
  public static ByteBuf of(String text) {
    return buffer(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
  }

  /** Text in reads of so many octets. */
  public Reads(String text, int size) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < octets.length; at += size) {
      reads.add(buffer(octets, at, Math.min(size, octets.length - at)));
    }
  }

  private static ByteBuf buffer(byte[] octets, int from, int length) {
    return ByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(octets, from, length);
  }

  public int count() {
    return reads.size();
  }

  /** One of them, unread. */
  public ByteBuf get(int index) {
    return reads.get(index).readerIndex(0);
  }

  /** Gives them back. */
  public void release() {
    reads.forEach(ByteBuf::release);
  }
}
