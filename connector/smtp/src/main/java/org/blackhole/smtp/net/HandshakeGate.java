// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the TLS handler will, or would, on a connection whose handshake is not to be as
 * usual: waits for the ClientHello (RFC 8446 4.1.2), does what the application decided, and gives
 * all that came to the TLS handler if there is to be one. A client that sends no ClientHello gets
 * what it always gets. On the event loop of the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes the channel
final class HandshakeGate extends AbstractSniHandler<Boolean> {

  private static final int MAX_HELLO = 16_384;

  /** While the handshake is held up, some is read on: only so it shows that the client has gone. */
  private static final int KEPT_LIMIT = 2 * MAX_HELLO;

  private enum Phase {
    /** For the ClientHello. */
    WAITING,
    /** What came is kept: for a delay, or until what serves is made. */
    HELD,
    /** What comes is thrown away. */
    STALLED,
    /** The last word is said, and what comes thrown away. */
    ENDED,
    /** The TLS handler is there. */
    OPEN
  }

  private final Connection connection;
  private final TlsContext tls;
  private final Duration timeout;
  private final Handshake first;

  private Phase phase = Phase.WAITING;
  private boolean isTls;
  private @Nullable ScheduledFuture<?> timer;

  HandshakeGate(Connection connection, TlsContext tls, Duration timeout, Handshake first) {
    super(MAX_HELLO, 0);
    this.connection = connection;
    this.tls = tls;
    this.timeout = timeout;
    this.first = first;
  }

  /** Whether there is anything to be done but to begin TLS at once. */
  static boolean isNeeded(Handshake handshake) {
    return handshake.action() != Handshake.Action.PROCEED
        || handshake.certificate() != Handshake.Certificate.OWN
        || handshake.version() != null
        || !handshake.delay().isZero();
  }

  /** Whether it is we who keep the client waiting. */
  boolean isHolding() {
    return phase == Phase.HELD || phase == Phase.STALLED;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    schedule(ctx, timeout, () -> fail(ctx, tooLate()));
  }

  private SSLException tooLate() {
    return new SslHandshakeTimeoutException(
        "no ClientHello came within " + timeout.toMillis() + "ms");
  }

  private void schedule(ChannelHandlerContext ctx, Duration delay, Runnable then) {
    timer =
        ctx.executor()
            .schedule(
                () -> {
                  timer = null;
                  then.run();
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    super.channelRead(ctx, message);
    if (phase == Phase.HELD && actualReadableBytes() >= KEPT_LIMIT) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (phase == Phase.HELD) {
      ctx.fireChannelReadComplete(); // the other would ask for more
    } else {
      super.channelReadComplete(ctx);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (phase == Phase.WAITING) {
      try {
        super.decode(ctx, in, out);
      } catch (NotSslRecordException | TooLongFrameException e) {
        phase = Phase.ENDED; // as has been told, and the connection closed
        throw new SSLException(Handshakes.why(e), e);
      }
    }
    if (phase == Phase.STALLED || phase == Phase.ENDED) {
      in.skipBytes(in.readableBytes());
    }
  }

  @Override
  protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello)
      throws Exception {
    isTls = hello != null;
    return super.lookup(ctx, hello);
  }

  @Override
  protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
    return ctx.executor().newSucceededFuture(isTls);
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String hostname, Future<Boolean> found) {
    stopTimer();
    phase = Phase.HELD;
    if (isTls) {
      decide(ctx, first, new ClientHello(TlsNames.host(hostname)));
    } else {
      proceed(ctx, Handshake.usual());
    }
  }

  private void decide(ChannelHandlerContext ctx, Handshake handshake, ClientHello hello) {
    if (handshake.delay().isZero()) {
      carryOut(ctx, handshake, hello);
    } else {
      schedule(ctx, handshake.delay(), () -> carryOut(ctx, handshake, hello));
    }
  }

  private void carryOut(ChannelHandlerContext ctx, Handshake handshake, ClientHello hello) {
    switch (handshake.action()) {
      case PROCEED -> proceed(ctx, handshake);
      case AFTER_HELLO -> decide(ctx, connection.askAboutHandshake(hello), hello);
      case ALERT -> end(ctx, FalseHello.alert(handshake.number()));
      case GARBAGE -> end(ctx, FalseHello.garbage(ctx, handshake.number()));
      case STALL -> stall(ctx, handshake.hold().isZero() ? timeout : handshake.hold());
      case CLOSE -> end(ctx, Unpooled.EMPTY_BUFFER);
      case RESET -> {
        fault(Phase.ENDED);
        connection.reset(Ending.POLICY);
      }
      case PLAIN -> throw new IllegalStateException("TLS has begun");
    }
  }

  private void proceed(ChannelHandlerContext ctx, Handshake handshake) {
    CompletableFuture<TlsServing> serving = tls.serving(TlsTrials.Kind.of(handshake));
    if (serving.isDone()) {
      serve(ctx, handshake, serving);
    } else {
      serving.whenComplete(
          (made, failure) -> ctx.executor().execute(() -> serve(ctx, handshake, serving)));
    }
  }

  private void serve(
      ChannelHandlerContext ctx, Handshake handshake, CompletableFuture<TlsServing> made) {
    if (phase != Phase.HELD) {
      return; // the client has gone meanwhile
    }
    TlsServing serving;
    try {
      serving = made.join();
    } catch (CompletionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      if (TlsTrials.Kind.of(handshake).isUsual()) {
        phase = Phase.ENDED; // there is nothing left to fall back to
        connection.fault(why);
        connection.abort();
      } else {
        proceed(ctx, connection.faultInHandshake(why));
      }
      return;
    }
    SslHandler handler = serving.newHandler(ctx.alloc());
    if (handler == null) {
      proceed(ctx, handshake); // it was replaced just now
      return;
    }
    phase = Phase.OPEN;
    ctx.channel().config().setAutoRead(true);
    Handshakes.begin(ctx, new TlsContext.Begun(serving, handler), timeout);
  }

  private void stall(ChannelHandlerContext ctx, Duration hold) {
    fault(Phase.STALLED);
    ctx.channel().config().setAutoRead(true); // what comes is thrown away, and the end is seen
    schedule(ctx, hold, () -> end(ctx));
  }

  private void end(ChannelHandlerContext ctx, ByteBuf lastWords) {
    fault(Phase.ENDED);
    ctx.writeAndFlush(lastWords)
        .addListener(
            said -> {
              if (said.isSuccess()) {
                end(ctx);
              }
            });
  }

  private void end(ChannelHandlerContext ctx) {
    phase = Phase.ENDED;
    if (ctx.channel().isActive()) {
      connection.close(Ending.POLICY);
    }
  }

  /** What the application wants to go wrong does so now. */
  private void fault(Phase next) {
    phase = next;
    connection.handshakeFaulted();
  }

  /** The client did not come to the point, or has gone. */
  private void fail(ChannelHandlerContext ctx, Exception why) {
    phase = Phase.ENDED;
    stopTimer();
    ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(why));
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (!(event instanceof ChannelInputShutdownEvent)) {
      super.userEventTriggered(ctx, event);
    } else if (phase == Phase.ENDED) {
      Closing.atOnce(ctx);
    } else if (phase == Phase.STALLED) {
      ctx.close();
    } else {
      fail(ctx, new ClosedChannelException());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (phase == Phase.WAITING || phase == Phase.HELD) {
      fail(ctx, new ClosedChannelException());
    }
    super.channelInactive(ctx);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    stopTimer();
    super.handlerRemoved0(ctx);
  }
}
