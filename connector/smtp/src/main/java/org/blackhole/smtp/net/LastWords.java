// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Holds a close back until what was written has left: Netty's TLS handler writes the alert that
 * ends a handshake (RFC 8446 6.2) and closes at once, and io_uring takes a close before a write
 * under way. On event loops, without state.
 */
@Sharable
final class LastWords extends ChannelOutboundHandlerAdapter {

  static final LastWords FIRST = new LastWords();

  private LastWords() {}

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise tells
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(left -> ctx.close(promise));
  }
}
