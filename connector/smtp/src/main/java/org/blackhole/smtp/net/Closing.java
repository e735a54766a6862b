// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** The ways in which a connection ends. On its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that ends has no one left to tell
final class Closing {

  private Closing() {}

  /** Closes once everything written has left. */
  static void atOnce(ChannelHandlerContext context) {
    Channel channel = context.channel();
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    if (queue != null && queue.isEmpty() && Handshakes.handler(channel) == null) {
      torn(channel);
      return;
    }
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(said -> closed(channel));
  }

  /**
   * Closes, with TLS after its goodbye. That may find no memory: the pipeline would close all the
   * same, but put a stack into the log for each.
   */
  static void closed(Channel channel) {
    SslHandler tls = Handshakes.handler(channel);
    if (tls == null) {
      channel.close();
      return;
    }
    ChannelHandlerContext context = channel.pipeline().context(tls);
    try {
      tls.close(context, context.newPromise());
    } catch (OutOfMemoryError unsaid) {
      torn(channel);
    } catch (Exception e) {
      context.close();
    }
  }

  /**
   * Says that no more will come once everything written has left, and goes on reading: to close
   * with input unread would be a RST, and could cost the client our last words. Whoever calls
   * closes for good after a while.
   */
  static void inOrder(ChannelHandlerContext context) {
    Channel channel = context.channel();
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(said -> finish(channel));
    channel.config().setAutoRead(true);
  }

  private static void finish(Channel channel) {
    SslHandler tls = Handshakes.handler(channel);
    if (tls == null) {
      shutdownOutput(channel);
    } else {
      try {
        tls.closeOutbound().addListener(notified -> shutdownOutput(channel));
      } catch (OutOfMemoryError unsaid) {
        torn(channel);
      }
    }
  }

  private static void shutdownOutput(Channel channel) {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
  }

  /** RST. */
  static void byReset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    torn(channel);
  }

  /** Closes the socket under whatever is still to be said: TLS would say goodbye first. */
  static void torn(Channel channel) {
    channel.unsafe().close(channel.unsafe().voidPromise());
  }
}
