// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
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

  /** From then on nothing is taken: the decoder goes on with what lies behind a bad header. */
  private boolean refused;

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
      refuse(ctx, ProxyComplaints.Reason.NOT_TRUSTED);
      return;
    }
    if (!socket.gates().enter(ctx.channel())) {
      refuse(ctx, ProxyComplaints.Reason.TOO_MANY);
      return;
    }
    long limit = socket.settings().connections().handshakeTimeout().toMillis();
    timer =
        ctx.executor()
            .schedule(
                () -> refuse(ctx, ProxyComplaints.Reason.TOO_LATE), limit, TimeUnit.MILLISECONDS);
  }

  private void refuse(ChannelHandlerContext ctx, ProxyComplaints.Reason reason) {
    if (!refused) {
      refused = true;
      socket.log().proxy().add(ctx.channel().remoteAddress(), reason);
      Closing.torn(ctx.channel());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HAProxyMessage said) {
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
    if (said == null || refused) {
      return;
    }
    stop(ctx);
    ChannelPipeline pipeline = ctx.pipeline();
    try {
      socket.admit(ctx.channel(), said);
    } catch (RuntimeException e) {
      // The listener went meanwhile, and its certificates with it.
      socket.log().faults().connection(e);
      Closing.torn(ctx.channel());
      return;
    }
    pipeline.remove(this);
    pipeline.fireChannelActive();
    for (ByteBuf octets = behind.poll(); octets != null; octets = behind.poll()) {
      pipeline.fireChannelRead(octets);
    }
    pipeline.fireChannelReadComplete();
  }

  /** A client that says no more, and whose header is not complete. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      refuse(ctx, ProxyComplaints.Reason.GONE);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    refused = true;
    stop(ctx);
    behind.forEach(ByteBuf::release);
    behind.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    refuse(
        ctx,
        cause instanceof IOException
            ? ProxyComplaints.Reason.GONE
            : ProxyComplaints.Reason.NO_HEADER);
  }

  private void stop(ChannelHandlerContext ctx) {
    socket.gates().leave(ctx.channel());
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
