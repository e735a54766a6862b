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
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SessionControl;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.Carrier;
import org.blackhole.smtp.session.Dialogue;
import org.blackhole.smtp.session.State;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * One connection, on its event loop: carries a dialogue. Replies of one read are gathered and sent
 * once; input that a waiting session cannot take yet is kept, and no more is read meanwhile.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // what fails here closes the channel, which is an event
final class Connection extends ChannelInboundHandlerAdapter implements Carrier, SessionControl {

  /** While a session waits, some is read on, as only so it shows that the client has gone. */
  private static final int KEPT_LIMIT = 16_384;

  private final SmtpSocket socket;
  private final Roster roster;
  private final @Nullable ProxyHeader header;
  private final Respondent respondent;
  private final TlsTurn tlsTurn;
  private final Turn turn = new Turn();

  // Its places in the lists of its roster.
  private final Place progress = new Place(this);
  private final Place life = new Place(this);

  private @Nullable ChannelHandlerContext context;
  private @Nullable InetAddress client;
  private @Nullable Peer peer;
  private @Nullable Dialogue dialogue;
  private @Nullable Outbox outbox;
  private @Nullable ByteBuf kept;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable Pace pace;
  private @Nullable Reply expulsion;
  private @Nullable Afterwards afterwards;
  private Recording recording = Recording.NONE;
  private boolean closing;
  private boolean lingering;
  private boolean inputEnded;
  private boolean starved;
  private boolean byRecords;
  private boolean comesAgain;
  private Ending lost = Ending.LOST;
  private long readAt;
  private long messageReadAt;

  /**
   * A connection.
   *
   * @param header what a proxy in front said, or null if there is none
   */
  Connection(SmtpSocket socket, Roster roster, @Nullable ProxyHeader header) {
    this.socket = socket;
    this.roster = roster;
    this.header = header;
    this.respondent = new Respondent(socket, roster.calls());
    this.tlsTurn = new TlsTurn(this, socket);
  }

  /** Where it stands by when it got on last. */
  Place progress() {
    return progress;
  }

  /** Where it stands by when it began. */
  Place life() {
    return life;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    outbox = new Outbox(ctx, roster.memory(), socket.tally());
    if (socket.transport().readsAtOnce()) {
      ReadSize.of(ctx.channel()).share(roster.memory(), this);
    }
    InetSocketAddress address =
        header != null && header.client() != null
            ? header.client()
            : (InetSocketAddress) ctx.channel().remoteAddress();
    client = address.getAddress();
    roster.add(this);
    Reply turnedAway = socket.admission().enter(address.getAddress(), socket.state());
    socket.tally().opened(); // a drain takes who is counted for who is there
    long ordinal = socket.transport().nextOrdinal();
    String id = HexFormat.of().toHexDigits(socket.transport().number(ordinal));
    ProxyFacts proxy = header == null ? null : header.facts();
    Peer plain =
        new Peer(id, ordinal, socket.info(), address, proxy, null, null, false, null, null);
    peer = plain;
    recording = record(plain);
    if (socket.settings().scheme() != Scheme.SMTPS) {
      respondent.meet(plain, turnedAway);
      slowDown();
      begin(plain);
    } else if (tlsTurn.enter()) {
      respondent.meet(plain, turnedAway);
      slowDown();
      startTls(respondent.askAboutHandshake(null, null));
    } else {
      lost = Ending.LIMIT; // before TLS there is nothing that could be said
      socket.tally().handshakeFailed();
      recording.handshakeFailed("too many others are under way");
      abort();
    }
  }

  /** A session that cannot be recorded is served all the same. */
  private Recording record(Peer plain) {
    try {
      return socket.transport().recorder().begin(plain, this);
    } catch (RuntimeException e) {
      socket.log().faults().connection(e);
      return Recording.NONE;
    }
  }

  /** What is set for all holds until the application wants less. */
  private void slowDown() {
    long rate = socket.settings().connections().clients().receiveRate();
    if (rate > 0) {
      throttle(new Throttle(rate, 0));
    }
  }

  private void begin(Peer peer) {
    Dialogue begun =
        new Dialogue(
            respondent.offer(peer),
            respondent.conversation(),
            this,
            socket.tally(),
            peer,
            roster.scratch());
    dialogue = begun;
    Reply no = respondent.refusal();
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
      if (closing || starved) {
        if (goesOn(in)) {
          recording.ignored();
        }
        return;
      }
      readAt = System.nanoTime();
      socket.tally().received(in.readableBytes());
      recording.read(readAt, in.readableBytes());
      if (kept == null) {
        if (!byRecords) {
          turn.begin(readAt);
        }
        Dialogue current = dialogue;
        int steps = current == null ? 0 : current.steps();
        take(in);
        if (current != null && current.steps() != steps && !closing) {
          roster.touch(this, readAt); // half a command is none: it could take for ever
        }
        if (in.isReadable() && !closing) {
          kept = context().alloc().buffer(in.readableBytes()).writeBytes(in);
          comeAgain();
        }
      } else {
        kept.discardSomeReadBytes().writeBytes(in);
      }
      if (kept != null) {
        readIfReady();
      }
    } finally {
      in.release();
    }
  }

  /** TLS has been read: its records, each of which comes by itself, have one turn. */
  void beginTurn() {
    byRecords = true;
    turn.begin(System.nanoTime());
  }

  /** What this turn had no time for is taken once the loop has gone round. */
  private void comeAgain() {
    if (turn.isOver() && !comesAgain) {
      comesAgain = true;
      context().executor().schedule(this::takeTurn, 0, TimeUnit.NANOSECONDS);
    }
  }

  private void takeTurn() {
    comesAgain = false;
    if (context().channel().isActive()) {
      takeKept();
    }
  }

  /** Whether this shows that the client takes no notice of our last word. */
  private boolean goesOn(ByteBuf in) {
    Dialogue ended = dialogue;
    if (!closing || ended == null) {
      return false; // nothing was said yet
    }
    if (afterwards == null) {
      afterwards = new Afterwards(ended.linesAhead());
    }
    return afterwards.showsGoingOn(in);
  }

  /** Gives the session what it can take of this; the rest is left. */
  private void take(ByteBuf in) {
    Dialogue current = dialogue;
    if (current == null || closing) {
      return;
    }
    give(current, in);
    if (current.state() == State.TLS) {
      in.skipBytes(in.readableBytes()); // whatever came with STARTTLS, however slowly it is taken
    }
  }

  /** Whether one read may bring much: content, or what is dropped as the last word is said. */
  boolean takesMuch() {
    State state = dialogue == null ? null : dialogue.state();
    return lingering || state == State.DATA || state == State.CHUNK;
  }

  private void give(Dialogue current, ByteBuf in) {
    if (pace == null) {
      current.receive(in);
      if (pace == null || closing || !in.isReadable()) {
        return;
      }
    }
    pace.feed(current, in);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    // A client that does not read what it asked for is not read from either.
    readIfReady();
    if (pace != null && ctx.channel().isWritable()) {
      ctx.executor().execute(pace::writable);
    }
    if (kept != null && ctx.channel().isWritable()) {
      ctx.executor().execute(this::takeKept); // not within a write of ours
    }
  }

  private void readIfReady() {
    Channel channel = context().channel();
    if (!channel.isActive()) {
      return; // gone while it was spoken to, which is told next
    }
    boolean full =
        (kept != null && (isPaced() || kept.readableBytes() >= KEPT_LIMIT))
            || (owesAnswer() && holdsMuch(channel));
    channel.config().setAutoRead(lingering || (!closing && !full && channel.isWritable()));
  }

  /** Whether there is TLS, or its handshake. */
  private boolean isEncrypted() {
    return Handshakes.handler(context().channel()) != null;
  }

  private static boolean holdsMuch(Channel channel) {
    return Handshakes.handler(channel) instanceof TlsRecords tls && tls.holdsMuch();
  }

  /** Whether what is kept waits for its time, so that no more is wanted meanwhile. */
  private boolean isPaced() {
    boolean slow = pace != null && pace.slowsReading();
    return slow && dialogue != null && dialogue.state() != State.WAITING;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      tlsTurn.leave();
      if (handshake.isSuccess()) {
        encrypted(Handshakes.facts(ctx.channel()));
      } else {
        lost = lost == Ending.DISMISSED ? lost : Ending.TLS_FAILED;
        socket.tally().handshakeFailed();
        recording.at(System.nanoTime());
        recording.handshakeFailed(Handshakes.why(handshake.cause()));
        if (!closing) {
          linger(); // Netty sends the alert and closes; here is only the limit
        }
      }
    } else if (event instanceof SslCloseCompletionEvent) {
      Closing.closed(ctx.channel()); // TLS knows no half (RFC 5246 7.2.1)
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      endIfConsumed();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** A client that will say no more gets its answers all the same. */
  private void endIfConsumed() {
    if (!inputEnded || (starved && !closing)) {
      return;
    }
    boolean owing = owesAnswer();
    boolean waiting = dialogue != null && dialogue.state() == State.WAITING;
    if (closing) {
      if (lingering) {
        Closing.atOnce(context()); // behind the last word, which may be on its way
      }
    } else if (!owing && (kept == null || waiting)) {
      flush();
      linger();
      Closing.atOnce(context());
    }
  }

  /** The last word is said. */
  private void linger() {
    closing = true;
    lingering = true;
    ReadSize.limit(context().channel(), Integer.MAX_VALUE); // what is dropped needs no pace
    roster.linger(this);
  }

  /** Whether a time or a decision is waited for, after which there is something to say. */
  boolean owesAnswer() {
    if (pace != null && pace.isBusy()) {
      return true;
    }
    return !closing
        && dialogue != null
        && (dialogue.owesAnswer() || (kept != null && dialogue.state() != State.WAITING));
  }

  private void encrypted(TlsFacts facts) {
    socket.tally().handshake(facts.version());
    recording.at(System.nanoTime());
    Dialogue plain = dialogue;
    if (plain != null) {
      Dialogue encrypted = plain.encrypted(facts);
      dialogue = encrypted;
      recording.known(encrypted.peer());
      Reply no = respondent.refusal();
      if (no == null) {
        encrypted.openEncrypted();
      } else {
        encrypted.open(no, Ending.FAULT);
      }
    } else if (peer != null) {
      Peer known = peer.encrypted(facts);
      recording.known(known);
      begin(known);
    }
    if (socket.state() == ListenerState.DRAINING) {
      shutDown(false);
    }
    Reply words = expulsion;
    if (words != null) {
      expel(words, true);
    }
    flush();
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    if (!starved) {
      outbox().write(octets, offset, length);
    }
  }

  /** There is no memory for what is to be said: gives way, once the session has done its turn. */
  void starve(OutOfMemoryError none) {
    if (!starved) {
      starved = true;
      socket.log().memory().add(none);
      context().executor().execute(this::giveWay);
    }
  }

  /** Ends this session, in memory that is there. */
  private void giveWay() {
    ChannelHandlerContext ctx = context();
    lost = Ending.LIMIT;
    boolean spoken = dialogue != null && dialogue.state() != State.TLS;
    if (closing || (pace != null && pace.isBusy()) || !spoken || isEncrypted()) {
      abort();
    } else {
      flush();
      linger();
      ByteBuf words = socket.log().memory().words();
      socket.tally().reply(Replies.NO_MEMORY.code());
      socket.tally().sent(words.readableBytes());
      ctx.writeAndFlush(words, ctx.voidPromise());
      if (inputEnded) {
        Closing.atOnce(ctx);
      } else {
        Closing.inOrder(ctx);
      }
    }
  }

  void flush() {
    outbox().flush();
  }

  /** Sends this at once. */
  void send(ByteBuf buffer) {
    outbox().send(buffer);
  }

  @Override
  public void throttle(Throttle wanted) {
    flush();
    long most = socket.settings().connections().clients().receiveRate();
    Throttle throttle =
        most > 0 && wanted.read() > most ? new Throttle(most, wanted.write()) : wanted;
    if (pace == null && (throttle.read() > 0 || throttle.write() > 0)) {
      pace = new Pace(this, context());
      outbox().slowDown(pace);
    }
    if (pace != null) {
      pace.set(throttle);
    }
  }

  /** Does this once all that was said has left. */
  private void onceSaid(Runnable step) {
    flush();
    if (pace == null) {
      step.run();
    } else {
      pace.onceSaid(step);
    }
  }

  /** It goes on, slowly: that is no idling. */
  void moved() {
    if (!lingering) {
      goOn();
    }
  }

  /** It gets on, though nothing came; in a turn of its own. */
  private void goOn() {
    long now = System.nanoTime();
    turn.begin(now);
    roster.touch(this, now);
    recording.at(now);
  }

  @Override
  public void pause(long nanos) {
    flush();
    timer = context().executor().schedule(this::resume, nanos, TimeUnit.NANOSECONDS);
  }

  private void resume() {
    timer = null;
    Dialogue current = dialogue;
    if (current == null || closing || starved) {
      return;
    }
    goOn();
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
    if (current == null || closing || starved) {
      return;
    }
    goOn();
    current.decided(verdict, failure);
    takeKept();
  }

  void takeKept() {
    ByteBuf rest = kept;
    if (rest != null && !closing && !starved) {
      goOn();
      kept = null;
      boolean more = false;
      try {
        take(rest);
        more = rest.isReadable() && !closing;
      } finally {
        if (more) {
          kept = rest;
          comeAgain();
        } else {
          rest.release();
        }
      }
    }
    flush();
    if (!owesAnswer() && Handshakes.handler(context().channel()) instanceof TlsRecords tls) {
      tls.release();
    }
    readIfReady();
    if (!closing) { // else the last word is on its way
      endIfConsumed();
    }
  }

  @Override
  public boolean isReady() {
    return context().channel().isWritable() && (pace == null || pace.isReady()) && turn.goesOn();
  }

  @Override
  public void startTls(Handshake handshake) {
    onceSaid(() -> beginTls(handshake));
  }

  @Override
  public boolean takesHandshake() {
    return tlsTurn.enter();
  }

  private void beginTls(Handshake handshake) {
    outbox().encrypt();
    // A TLS handler keeps what it cannot decrypt yet.
    ReadSize.of(context().channel()).shareNothing();
    tlsTurn.begin(context().channel(), handshake);
  }

  /** Asks after the ClientHello. */
  Handshake askAboutHandshake(ClientHello hello) {
    return respondent.askAboutHandshake(dialogue == null ? null : dialogue.peer(), hello);
  }

  /** What to do about a fault that the client is to be told of: TLS first. */
  Handshake faultInHandshake(Throwable thrown) {
    return respondent.faultInHandshake(thrown);
  }

  /** The application makes the handshake fail. */
  void handshakeFaulted() {
    tlsTurn.leave();
    lost = Ending.POLICY;
    socket.tally().handshakeFailed();
    recording.at(System.nanoTime());
    recording.handshakeFailed("as the policy wants");
  }

  @Override
  public Recording recording() {
    return recording;
  }

  @Override
  public void close(Ending ending) {
    closing = true;
    onceSaid(
        () -> {
          linger();
          // The end of TLS comes behind QUIT: to close with that unread would be a RST.
          boolean atOnce = !isEncrypted() || !outbox().mayBeUnheard();
          if (inputEnded || (ending == Ending.QUIT && atOnce)) {
            Closing.atOnce(context());
          } else {
            Closing.inOrder(context());
          }
        });
  }

  @Override
  public void reset(Ending ending) {
    linger();
    Closing.byReset(context().channel());
  }

  @Override
  public void messageEnded() {
    messageReadAt = readAt; // of input that had to wait, by the read that came last
  }

  @Override
  public void messageAnswered() {
    roster.answered(messageReadAt);
  }

  @Override
  public void fault(Throwable thrown) {
    respondent.fault(thrown);
  }

  /** Nothing came for longer than the limit. */
  void idle() {
    Dialogue current = dialogue;
    if (pace != null && pace.isHolding()) {
      roster.touch(this);
    } else if (closing) {
      abort();
    } else if (current == null || current.state() == State.TLS) {
      HandshakeGate gate = context().pipeline().get(HandshakeGate.class);
      if (gate != null && gate.isHolding()) {
        roster.touch(this);
      } else {
        abort();
      }
    } else if (current.state() == State.WAITING) {
      roster.touch(this);
    } else {
      recording.at(System.nanoTime());
      current.idle();
      flush();
    }
  }

  /** Whether the client has logged in by now. */
  boolean isLoggedIn() {
    return dialogue != null && dialogue.peer().identity() != null;
  }

  /** Whether it is the application that the client waits for. */
  boolean isMadeToWait() {
    HandshakeGate gate = context().pipeline().get(HandshakeGate.class);
    return gate == null ? dialogue != null && dialogue.state() == State.WAITING : gate.isHolding();
  }

  /** It has lasted for too long, and is told so as soon as anything can be told. */
  void expel(Reply words, boolean atOnce) {
    Dialogue current = dialogue;
    if (closing) {
      return;
    }
    if (current != null && current.state() != State.TLS) {
      recording.at(System.nanoTime());
      current.leave(words, Ending.TIMEOUT, atOnce);
      flush();
    } else if (expulsion == null) {
      expulsion = words; // the handshake has a limit of its own
    } else if (atOnce) {
      abort();
    }
  }

  @Override
  public void dismiss() {
    context().executor().execute(this::dismissed);
  }

  private void dismissed() {
    Dialogue current = dialogue;
    if (closing || !context().channel().isActive()) {
      return;
    }
    goAtFullSpeed();
    recording.at(System.nanoTime());
    if (current != null && current.state() != State.TLS) {
      current.leave(Replies.DISMISSED, Ending.DISMISSED, true);
      flush();
    } else {
      lost = Ending.DISMISSED;
      abort();
    }
  }

  private void goAtFullSpeed() {
    if (pace != null) {
      pace.lift();
      pace = null;
      outbox().slowDown(null);
    }
  }

  void shutDown(boolean atOnce) {
    Dialogue current = dialogue;
    if (atOnce) {
      goAtFullSpeed();
    }
    if (current != null && current.state() != State.TLS) {
      recording.at(System.nanoTime());
      current.shutDown(atOnce);
      flush();
    } else if (atOnce) {
      abortUnlessEncrypted();
    }
  }

  /** Only inside TLS there are words for a client that is on its way there. */
  private void abortUnlessEncrypted() {
    HandshakeGate gate = context().pipeline().get(HandshakeGate.class);
    if (closing || (gate != null && gate.isHolding())) {
      abort();
      return;
    }
    Dialogue plain = dialogue;
    context()
        .executor()
        .schedule(
            () -> {
              if (dialogue == plain) {
                abort();
              }
            },
            SmtpSocket.LINGER.toNanos(),
            TimeUnit.NANOSECONDS);
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
    roster.remove(this);
    try {
      recording.at(System.nanoTime());
      if (dialogue != null) {
        dialogue.ended(lost);
      } else {
        respondent.ended(lost);
      }
    } finally {
      closing = true;
      if (pace != null) {
        pace.end();
      }
      release();
      tlsTurn.leave();
      socket.admission().leave(client);
      socket.tally().closed();
      try {
        recording.ended(dialogue == null ? lost : dialogue.ending(lost));
      } finally {
        socket.gone();
      }
    }
  }

  private void release() {
    if (outbox != null) {
      outbox.forget();
    }
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof OutOfMemoryError none) {
      starve(none);
      return;
    }
    socket.log().faults().connection(cause);
    if (lost != Ending.TLS_FAILED) {
      abort();
    }
  }

  private Outbox outbox() {
    if (outbox == null) {
      throw new IllegalStateException("not connected yet");
    }
    return outbox;
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not connected yet");
    }
    return context;
  }
}
