// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.Carrier;
import org.blackhole.smtp.session.Dialogue;
import org.blackhole.smtp.session.State;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * One connection, on its event loop: carries a dialogue. Replies of one read are gathered in one
 * buffer and flushed once; input that a waiting session cannot take yet is kept, and no more is
 * read meanwhile.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // what fails here closes the channel, which is an event
final class Connection extends ChannelInboundHandlerAdapter implements Carrier {

  private static final Conversation NOBODY = new Conversation() {};
  private static final int OUT_SIZE = 256;
  private static final int OUT_LIMIT = 16_384;

  /** While a session waits, some is read on, as only so it shows that the client has gone. */
  private static final int KEPT_LIMIT = 16_384;

  // The links of ConnectionList.
  long time;
  @Nullable Connection previous;
  @Nullable Connection next;

  private final SmtpSocket socket;
  private final Roster roster;
  private final @Nullable ProxyHeader header;

  private @Nullable ChannelHandlerContext context;
  private @Nullable InetAddress client;
  private @Nullable Peer peer;
  private Conversation conversation = NOBODY;
  private @Nullable Reply refusal;
  private @Nullable Dialogue dialogue;
  private @Nullable ByteBuf out;
  private @Nullable ByteBuf kept;
  private @Nullable ScheduledFuture<?> timer;
  private boolean closing;
  private boolean inputEnded;
  private Ending lost = Ending.LOST;

  /**
   * A connection.
   *
   * @param header what a proxy in front said, or null if there is none
   */
  Connection(SmtpSocket socket, Roster roster, @Nullable ProxyHeader header) {
    this.socket = socket;
    this.roster = roster;
    this.header = header;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    InetSocketAddress address =
        header != null && header.client() != null
            ? header.client()
            : (InetSocketAddress) ctx.channel().remoteAddress();
    client = address.getAddress();
    socket.tally().opened();
    roster.add(this);
    refusal = socket.admission().enter(address.getAddress(), socket.state());
    long ordinal = socket.transport().nextOrdinal();
    String id = HexFormat.of().toHexDigits(socket.transport().number(ordinal));
    ProxyFacts proxy = header == null ? null : header.facts();
    Peer plain =
        new Peer(id, ordinal, socket.info(), address, proxy, null, null, false, null, null);
    peer = plain;
    if (refusal == null) {
      greet(plain);
    }
    if (Handshakes.handler(ctx.channel()) == null) {
      begin(plain);
    }
  }

  /** Asks the listener who is to answer this client. */
  @SuppressWarnings(
      "NullAway") // a listener compiled without null checks may return null all the same
  private void greet(Peer plain) {
    try {
      Conversation chosen = socket.listener().onSession(plain);
      if (chosen == null) {
        throw new IllegalStateException("onSession returned null");
      }
      conversation = chosen;
    } catch (RuntimeException | Error thrown) {
      fault(thrown);
      refusal = Replies.FAULT;
    }
  }

  private void begin(Peer peer) {
    Dialogue begun =
        new Dialogue(
            socket.offer(peer.address()),
            conversation,
            this,
            socket.tally(),
            peer,
            roster.scratch());
    dialogue = begun;
    Reply no = refusal;
    if (no == null) {
      begun.open();
    } else {
      begun.open(no, no.equals(Replies.FAULT) ? Ending.FAULT : Ending.LIMIT);
    }
    flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (closing) {
        return;
      }
      roster.touch(this);
      socket.tally().received(in.readableBytes());
      if (kept == null) {
        take(in);
      } else {
        kept = join(kept, in);
      }
      if (kept != null) {
        readIfReady();
      }
    } finally {
      in.release();
    }
  }

  private void take(ByteBuf in) {
    Dialogue current = dialogue;
    if (current == null) {
      kept = in.readRetainedSlice(in.readableBytes());
      return;
    }
    if (!closing) {
      current.receive(in);
    }
    if (in.isReadable() && !closing) {
      kept = in.readRetainedSlice(in.readableBytes());
    }
  }

  private ByteBuf join(ByteBuf first, ByteBuf second) {
    ByteBuf both = context().alloc().buffer(first.readableBytes() + second.readableBytes());
    both.writeBytes(first).writeBytes(second);
    first.release();
    return both;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    // A client that does not read what it asked for is not read from either.
    readIfReady();
    if (kept != null && ctx.channel().isWritable()) {
      ctx.executor().execute(this::takeKept); // not within a write of ours
    }
  }

  private void readIfReady() {
    Channel channel = context().channel();
    boolean full = kept != null && kept.readableBytes() >= KEPT_LIMIT;
    channel.config().setAutoRead(closing || (!full && channel.isWritable()));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        encrypted(Handshakes.facts(ctx.channel()));
      } else {
        lost = Ending.TLS_FAILED;
        socket.tally().handshakeFailed();
        if (!closing) {
          closing = true;
          roster.linger(this); // Netty sends the alert and closes; here is only the limit
        }
      }
    } else if (event instanceof SslCloseCompletionEvent) {
      ctx.close(); // TLS knows no half (RFC 5246 7.2.1)
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      endIfConsumed();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** A client that will say no more gets its answers all the same. */
  private void endIfConsumed() {
    if (!inputEnded) {
      return;
    }
    boolean owing = owesAnswer();
    boolean waiting = dialogue != null && dialogue.state() == State.WAITING;
    if (closing) {
      abort();
    } else if (!owing && (kept == null || waiting)) {
      flush();
      closing = true;
      roster.linger(this);
      Closing.atOnce(context());
    }
  }

  /** Whether a delay or a decision is waited for, after which there is something to say. */
  boolean owesAnswer() {
    return !closing && dialogue != null && dialogue.owesAnswer();
  }

  private void encrypted(TlsFacts facts) {
    socket.tally().handshake(facts.version());
    Dialogue plain = dialogue;
    if (plain != null) {
      Dialogue encrypted = plain.encrypted(facts);
      dialogue = encrypted;
      encrypted.openEncrypted();
    } else if (peer != null) {
      begin(peer.encrypted(facts));
    }
    if (socket.state() == ListenerState.DRAINING) {
      shutDown(false);
    }
    flush();
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    ByteBuf buffer = out;
    if (buffer == null) {
      buffer = context().alloc().buffer(Math.max(OUT_SIZE, length));
      out = buffer;
    }
    buffer.writeBytes(octets, offset, length);
    if (buffer.readableBytes() >= OUT_LIMIT) {
      flush();
    }
  }

  void flush() {
    ByteBuf buffer = out;
    if (buffer != null) {
      out = null;
      socket.tally().sent(buffer.readableBytes());
      ChannelHandlerContext ctx = context();
      ctx.writeAndFlush(buffer, ctx.voidPromise());
    }
  }

  @Override
  public void pause(long nanos) {
    flush();
    timer = context().executor().schedule(this::resume, nanos, TimeUnit.NANOSECONDS);
  }

  private void resume() {
    timer = null;
    Dialogue current = dialogue;
    if (current == null || closing) {
      return;
    }
    roster.touch(this);
    current.resume();
    takeKept();
  }

  @Override
  public void await(CompletionStage<Verdict> later) {
    flush();
    EventExecutor loop = context().executor();
    later.whenComplete((verdict, failure) -> loop.execute(() -> decided(verdict, failure)));
  }

  private void decided(@Nullable Verdict verdict, @Nullable Throwable failure) {
    Dialogue current = dialogue;
    if (current == null || closing) {
      return;
    }
    roster.touch(this);
    current.decided(verdict, failure);
    takeKept();
  }

  private void takeKept() {
    ByteBuf rest = kept;
    if (rest != null && !closing) {
      roster.touch(this);
      kept = null;
      try {
        take(rest);
      } finally {
        rest.release();
      }
    }
    readIfReady();
    flush();
    if (!owesAnswer() && Handshakes.handler(context().channel()) instanceof TlsRecords tls) {
      tls.release();
    }
    endIfConsumed();
  }

  @Override
  public boolean isWritable() {
    return context().channel().isWritable();
  }

  @Override
  public void startTls() {
    flush();
    Handshakes.begin(
        context().channel(), socket.tls(), socket.settings().connections().handshakeTimeout());
  }

  @Override
  public void close(Ending ending) {
    flush();
    closing = true;
    roster.linger(this);
    if (ending == Ending.QUIT) {
      Closing.atOnce(context());
    } else {
      Closing.inOrder(context());
    }
  }

  @Override
  public void reset(Ending ending) {
    closing = true;
    roster.linger(this);
    Closing.byReset(context().channel());
  }

  @Override
  public void fault(Throwable thrown) {
    FaultLog.session(socket.settings().name(), peer == null ? "?" : peer.session(), thrown);
  }

  /** Nothing came for longer than the limit. */
  void idle() {
    Dialogue current = dialogue;
    if (current == null || current.state() == State.TLS) {
      abort();
    } else if (current.state() == State.WAITING) {
      roster.touch(this);
    } else {
      current.idle();
      flush();
    }
  }

  void shutDown(boolean atOnce) {
    Dialogue current = dialogue;
    if (current != null && current.state() != State.TLS) {
      current.shutDown(atOnce);
      flush();
    } else if (atOnce) {
      abort();
    }
  }

  void abort() {
    Closing.torn(context().channel());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (client == null) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    roster.remove(this, closing);
    try {
      if (dialogue != null) {
        dialogue.ended(lost);
      } else {
        endUnopened();
      }
    } finally {
      closing = true;
      release();
      socket.admission().leave(client);
      socket.tally().closed();
      socket.gone();
    }
  }

  private void endUnopened() {
    try {
      conversation.onEnd(lost);
    } catch (RuntimeException | Error thrown) {
      fault(thrown);
    }
  }

  private void release() {
    if (out != null) {
      out.release();
      out = null;
    }
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    FaultLog.connection(socket.settings().name(), cause);
    if (lost != Ending.TLS_FAILED) {
      abort();
    }
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not connected yet");
    }
    return context;
  }
}
