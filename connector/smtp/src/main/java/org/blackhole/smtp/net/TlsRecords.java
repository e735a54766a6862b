// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a connection whose client may end its side at once after its last command, and wants the
 * answers all the same (RFC 8446 6.1). The engine says nothing more once it has seen that end, so
 * it is shown it alone, after all answers have left, and not while one is owed; until then what
 * comes stays encrypted. On the event loop of the connection.
 */
final class TlsRecords extends SslHandler {

  private static final int HEADER = 5;
  private static final int FIRST_TYPE = 20;
  private static final int ALERT = 21;
  private static final int DATA = 23;

  /** Of an alert of TLS 1.3: two octets, their type, a tag of 16, and what the JDK adds. */
  private static final int MAX_HIDDEN_ALERT = 35;

  /** While a session waits, some is read on, as only so it shows that the client has gone. */
  private static final int HELD_LIMIT = 16_384;

  private @Nullable Connection connection;
  private @Nullable ChannelHandlerContext context;
  private int rest;
  private boolean unreadable;

  TlsRecords(SSLEngine engine) {
    super(engine);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws SSLException {
    if (unreadable) {
      super.decode(ctx, in, out);
      return;
    }
    int start = in.readerIndex();
    int end = in.writerIndex();
    int bound;
    if (rest == 0 && end - start >= HEADER && mayBeAlert(in, start)) {
      Connection owner = connection(ctx);
      if (owner != null && owner.owesAnswer()) {
        return;
      }
      if (owner != null) {
        owner.flush();
      }
      bound = Math.min(after(in, start), end);
    } else {
      bound = bound(in, start + rest, end);
      if (bound == start) {
        return;
      }
    }
    in.writerIndex(bound);
    try {
      super.decode(ctx, in, out);
    } finally {
      in.writerIndex(end);
    }
    int next = start + rest;
    while (!unreadable && next < in.readerIndex()) {
      next = after(in, next);
    }
    rest = next - in.readerIndex();
  }

  /** Where to stop for now: before what may be an alert, or the header of which is not all here. */
  private int bound(ByteBuf in, int record, int end) {
    int next = record;
    while (next < end) {
      int type = in.getUnsignedByte(next);
      if (type < FIRST_TYPE || type > DATA) {
        unreadable = true; // of no TLS that we know; the engine says so
        return end;
      }
      if (end - next < HEADER || mayBeAlert(in, next)) {
        return next;
      }
      next = after(in, next);
    }
    return end;
  }

  private static int after(ByteBuf in, int record) {
    return record + HEADER + in.getUnsignedShort(record + 3);
  }

  private static boolean mayBeAlert(ByteBuf in, int record) {
    int type = in.getUnsignedByte(record);
    return type == ALERT || (type == DATA && in.getUnsignedShort(record + 3) <= MAX_HIDDEN_ALERT);
  }

  private boolean isHeld(ChannelHandlerContext ctx) {
    Connection owner = connection(ctx);
    return owner != null && owner.owesAnswer();
  }

  private @Nullable Connection connection(ChannelHandlerContext ctx) {
    if (connection == null) {
      connection = ctx.pipeline().get(Connection.class);
    }
    return connection;
  }

  boolean holdsMuch() {
    return actualReadableBytes() >= HELD_LIMIT;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    Connection owner = connection(ctx);
    if (owner != null) {
      owner.beginTurn();
    }
    super.channelRead(ctx, message);
  }

  /** What was held back is looked at again, in the turn of what it waited for. */
  void release() {
    ChannelHandlerContext ctx = context;
    if (ctx == null || actualReadableBytes() == 0) {
      return;
    }
    try {
      super.channelRead(ctx, Unpooled.EMPTY_BUFFER);
      channelReadComplete(ctx);
    } catch (Exception | OutOfMemoryError e) {
      ctx.fireExceptionCaught(e);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (actualReadableBytes() > 0 && isHeld(ctx)) {
      if (holdsMuch()) {
        ctx.channel().config().setAutoRead(false);
      }
      ctx.fireChannelReadComplete(); // the other would ask for more
    } else {
      super.channelReadComplete(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent && isHeld(ctx)) {
      ctx.fireUserEventTriggered(event); // the other would drop what is held
    } else {
      super.userEventTriggered(ctx, event);
    }
  }
}
