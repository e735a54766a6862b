// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** What a client can be sent in place of a ServerHello. Stateless. */
final class FalseHello {

  /** No content type of TLS begins with a letter (RFC 8446 B.1), and whoever dumps it can read. */
  private static final String TEXT = "This is no TLS, on purpose.\r\n";

  private static final int PIECE = 16_384;
  private static final ByteBuf PIECES =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer(
                  TEXT.repeat(PIECE / TEXT.length() + 1).getBytes(StandardCharsets.US_ASCII))
              .asReadOnly());

  private static final byte ALERT = 21;
  private static final byte FATAL = 2;

  private FalseHello() {}

  /** The record of a fatal alert (RFC 8446 5.1 and 6). */
  static ByteBuf alert(int description) {
    return Unpooled.wrappedBuffer(new byte[] {ALERT, 3, 3, 0, 2, FATAL, (byte) description});
  }

  /** As many octets that are no record; many share the same memory. */
  static ByteBuf garbage(ChannelHandlerContext ctx, int octets) {
    CompositeByteBuf all = ctx.alloc().compositeBuffer(octets / PIECE + 1);
    for (int rest = octets; rest > 0; rest -= PIECE) {
      all.addComponent(true, PIECES.slice(0, Math.min(rest, PIECE)));
    }
    return all;
  }
}
