// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the header of HAProxy's PROXY protocol, version 1 or 2, and only then lets TLS and the
 * session in. As its text has it (section 2), a connection without a valid header, or from whom no
 * header is taken, is closed without a word. On the connection's event loop.
 */
final class ProxyGate extends ChannelInboundHandlerAdapter {

  /**
   * Enough for every address and for what proxies add about TLS; HAProxy's own limit is smaller.
   */
  private static final int MAX_ENTRIES = 4096;

  private final SmtpSocket socket;
  private final Deque<ByteBuf> behind = new ArrayDeque<>(1);
  private @Nullable ProxyHeader header;
  private @Nullable ScheduledFuture<?> timer;

  private ProxyGate(SmtpSocket socket) {
    this.socket = socket;
  }

  static void guard(Channel accepted, SmtpSocket socket) {
    accepted.pipeline().addLast(new HAProxyMessageDecoder(MAX_ENTRIES), new ProxyGate(socket));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    InetSocketAddress proxy = (InetSocketAddress) ctx.channel().remoteAddress();
    if (!socket.settings().trust().proxyProtocol().contains(proxy)) {
      FaultLog.proxy(socket.settings().name(), "it comes from " + proxy.getAddress());
      Closing.torn(ctx.channel());
      return;
    }
    long limit = socket.settings().connections().handshakeTimeout().toMillis();
    timer = ctx.executor().schedule(() -> late(ctx), limit, TimeUnit.MILLISECONDS);
  }

  private void late(ChannelHandlerContext ctx) {
    FaultLog.proxy(socket.settings().name(), "no header came in time");
    Closing.torn(ctx.channel());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HAProxyMessage said) {
      try {
        header = ProxyHeader.of(said, (InetSocketAddress) ctx.channel().remoteAddress());
      } finally {
        said.release();
      }
    } else {
      behind.add((ByteBuf) message);
    }
  }

  /** By now the decoder has left, and what came behind the header is here. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ProxyHeader said = header;
    if (said == null) {
      return;
    }
    stop();
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.remove(this);
    socket.admit(ctx.channel(), said);
    pipeline.fireChannelActive();
    for (ByteBuf octets = behind.poll(); octets != null; octets = behind.poll()) {
      pipeline.fireChannelRead(octets);
    }
    pipeline.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    behind.forEach(ByteBuf::release);
    behind.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    FaultLog.proxy(socket.settings().name(), String.valueOf(cause.getMessage()));
    Closing.torn(ctx.channel());
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
