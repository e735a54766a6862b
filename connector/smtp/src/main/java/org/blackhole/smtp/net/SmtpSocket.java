// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.session.Offer;
import org.blackhole.smtp.session.Tally;
import org.jspecify.annotations.Nullable;

/**
 * One listener: its listening socket and its connections. Safe for any thread; {@link #open()}
 * waits, the rest does not.
 */
public final class SmtpSocket {

  /** More than it takes from the listening socket to an event loop. */
  private static final Duration ARRIVAL = Duration.ofSeconds(5);

  /** After the last word to a client, how long its connection may take to close. */
  static final Duration LINGER = Duration.ofSeconds(2);

  private final SmtpTransport transport;
  private final ListenerSettings settings;
  private final SmtpListener listener;
  private final @Nullable TlsContext tls;
  private final Offers offers;
  private final Tally tally = new Tally();
  private final AnswerTimes answerTimes = new AnswerTimes();
  private final Admission admission;
  private final ListenerLog log;
  private final Gates gates;
  private final Map<EventLoop, Roster> rosters = new ConcurrentHashMap<>();
  private final Entrance entrance = new Entrance();
  private final Door door = new Door(this, entrance);

  /** Held while a socket is bound, which event loops do; they take only our monitor. */
  private final ReentrantLock opening = new ReentrantLock();

  private volatile ListenerInfo info;
  private volatile ListenerState state = ListenerState.CLOSED;
  private volatile @Nullable Channel channel;
  private volatile AcceptPause pause;
  private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);
  private boolean arrivals;

  SmtpSocket(
      SmtpTransport transport,
      ListenerSettings settings,
      SmtpListener listener,
      @Nullable TlsContext tls) {
    boolean wanted = settings.scheme() == Scheme.SMTPS || settings.startTls() != StartTls.OFF;
    if (wanted && tls == null) {
      throw new IllegalArgumentException("Listener " + settings.name() + " wants TLS and has none");
    }
    this.transport = transport;
    this.settings = settings;
    this.listener = listener;
    this.tls = tls;
    this.offers = new Offers(settings);
    this.admission = new Admission(settings.name(), settings.connections(), System::nanoTime);
    this.gates = new Gates(settings.connections().maxSessions());
    this.log = ListenerLog.of(settings.name(), offer(), System::nanoTime);
    this.pause = newPause();
    this.info = info(settings.address());
  }

  private ListenerInfo info(InetSocketAddress address) {
    return new ListenerInfo(
        settings.name(),
        settings.scheme(),
        settings.startTls(),
        address,
        settings.session().hostname(),
        settings.options());
  }

  /**
   * Opens the listening socket, also again after it was closed; returns when it is bound. Not for
   * event loops.
   *
   * @throws IOException if it cannot be bound; the message is the operating system's
   */
  public void open() throws IOException {
    opening.lock();
    try {
      if (isListening()) {
        return;
      }
      Channel last = channel;
      if (last != null) {
        last.closeFuture().awaitUninterruptibly();
      }
      pause = newPause();
      ChannelFuture bound = door.bootstrap(pause).bind(settings.address()).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw failure(bound.cause());
      }
      opened(bound.channel());
    } finally {
      opening.unlock();
    }
  }

  private synchronized boolean isListening() {
    resume();
    return state == ListenerState.OPEN;
  }

  private synchronized void opened(Channel bound) {
    channel = bound;
    if (bound.localAddress() instanceof InetSocketAddress local) {
      info = info(new InetSocketAddress(settings.address().getAddress(), local.getPort()));
    }
    drained.complete(null);
    gates.open();
    state = ListenerState.OPEN;
  }

  private AcceptPause newPause() {
    return new AcceptPause(settings.name(), log.pauses());
  }

  /** On the connection's event loop. */
  void admit(Channel accepted, @Nullable ProxyHeader header) {
    Roster roster = rosters.computeIfAbsent(accepted.eventLoop(), loop -> new Roster(this, loop));
    accepted.pipeline().addLast(new Connection(this, roster, header));
  }

  private IOException failure(@Nullable Throwable cause) {
    return cause instanceof IOException io
        ? io
        : new IOException("Cannot listen on " + settings.address(), cause);
  }

  /** Answers {@code 421 4.3.2} to new connections from now on; no effect unless open. */
  public synchronized void pause() {
    if (state == ListenerState.OPEN) {
      state = ListenerState.PAUSED;
    }
  }

  /** Takes connections again after {@link #pause}. */
  public synchronized void resume() {
    if (state == ListenerState.PAUSED) {
      state = ListenerState.OPEN;
    }
  }

  /**
   * Closes the listening socket. Sessions get {@code 421 4.3.2} as soon as no transaction is open,
   * at the latest after the limit.
   *
   * @return completes when no session is left, or when the listener is opened again
   */
  public synchronized CompletionStage<Void> drain(Duration limit) {
    if (state == ListenerState.CLOSED) {
      return drained;
    }
    if (state != ListenerState.DRAINING) {
      state = ListenerState.DRAINING;
      drained = new CompletableFuture<>();
      expectArrivals(limit.plus(ARRIVAL));
      entrance.close(channel, this::checkDrained);
      gates.close();
    }
    onRosters(roster -> roster.shutDown(limit.isZero()));
    if (!limit.isZero()) {
      endLater(limit);
    }
    return drained;
  }

  private void endLater(Duration limit) {
    CompletableFuture<Void> mine = drained;
    transport.later(limit, () -> onRosters(roster -> end(roster, mine)));
  }

  /** At the limit of a drain, unless the listener was opened again meanwhile. */
  private void end(Roster roster, CompletableFuture<Void> drain) {
    if (!drain.isDone()) {
      roster.shutDown(true);
    }
  }

  private void expectArrivals(Duration limit) {
    CompletableFuture<Void> mine = drained;
    arrivals = true;
    transport.later(limit, () -> arriveNoMore(mine));
  }

  /** Of those that were taken, one may have found no memory: it is waited for no longer. */
  private synchronized void arriveNoMore(CompletableFuture<Void> drain) {
    if (drain == drained) {
      arrivals = false;
      checkDrained();
    }
  }

  private void onRosters(Consumer<Roster> step) {
    rosters.values().forEach(roster -> roster.loop().execute(() -> step.accept(roster)));
  }

  /** Closes everything without a word. */
  synchronized void abort() {
    state = ListenerState.CLOSED;
    entrance.closeAtOnce(channel);
    gates.close();
    onRosters(Roster::abort);
    drained.complete(null);
  }

  private synchronized void checkDrained() {
    Channel listening = channel;
    boolean closed = listening == null || listening.closeFuture().isDone();
    if (state == ListenerState.DRAINING && closed && haveAllArrived() && admission.live() == 0) {
      state = ListenerState.CLOSED;
      drained.complete(null);
    }
  }

  /** Whether none is on the way from the listening socket to its own event loop. */
  private boolean haveAllArrived() {
    return !arrivals || settings.trust().expectsHeader() || tally.sessions() == entrance.taken();
  }

  /** Forgets this listener for good, once it is closed. */
  public void dispose() {
    transport.forget(this);
  }

  /** OPEN, PAUSED, DRAINING, or CLOSED (also before it was opened). */
  public ListenerState state() {
    return state;
  }

  /** Facts, with the port that is bound. */
  public ListenerInfo info() {
    return info;
  }

  /** What EHLO offers: before TLS on a plain listener, inside TLS on an implicit one. */
  public List<String> extensions() {
    return offer().extensions(settings.scheme() == Scheme.SMTPS);
  }

  /** What keeps an open listener from taking connections now, a sentence for the user, or null. */
  public @Nullable String fault() {
    return pause.fault();
  }

  /** What was counted since this object was made. */
  public Counts counts() {
    return tally.counts(answerTimes.latencies());
  }

  void gone() {
    if (state == ListenerState.DRAINING) {
      checkDrained();
    }
  }

  SmtpTransport transport() {
    return transport;
  }

  ListenerSettings settings() {
    return settings;
  }

  SmtpListener listener() {
    return listener;
  }

  @Nullable TlsContext tls() {
    return tls;
  }

  /** What this client is offered. */
  Offer offer(InetSocketAddress client) {
    return offers.to(client);
  }

  /** What most clients are offered. */
  Offer offer() {
    return offers.usual();
  }

  Tally tally() {
    return tally;
  }

  AnswerTimes answerTimes() {
    return answerTimes;
  }

  Admission admission() {
    return admission;
  }

  Gates gates() {
    return gates;
  }

  ListenerLog log() {
    return log;
  }

  AcceptPause acceptPause() {
    return pause;
  }
}
