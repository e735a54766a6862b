// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.net.ListenerSettings;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * One listener of an activation, from its settings to its socket. It outlives failures: what could
 * not be opened can be tried again. Safe for any thread; what it tells is read without waiting for
 * what it does.
 */
final class ActiveListener {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");
  private static final Counts NOTHING =
      new Counts(0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), 0, Latencies.NONE);

  private static final Duration INSTANT = Duration.ofSeconds(1);

  private final ListenerPlan plan;
  private final SmtpTransport transport;
  private final Intake intake;
  private final TlsContexts contexts;

  private volatile @Nullable SmtpSocket socket;
  private volatile @Nullable TlsContext tls;
  private volatile @Nullable String failure;
  private boolean announced;
  private @Nullable CompletionStage<Void> ending;
  private boolean ended;

  ActiveListener(ListenerPlan plan, SmtpTransport transport, Intake intake, TlsContexts contexts) {
    this.plan = plan;
    this.transport = transport;
    this.intake = intake;
    this.contexts = contexts;
  }

  String name() {
    return plan.name();
  }

  Duration drainTimeout() {
    return plan.drainTimeout();
  }

  /** What carries its TLS, or null if it has none. */
  @Nullable String tlsProvider() {
    TlsContext current = tls;
    return current == null ? null : current.provider();
  }

  /** Opens the socket; if that fails the listener is FAILED and says why. */
  synchronized void open() {
    try {
      SmtpSocket current = socket;
      if (current == null) {
        current = newSocket();
        socket = current;
      }
      bind(current);
      failure = null;
      announced = false;
      announce();
    } catch (OpeningFailure e) {
      String text = String.valueOf(e.getMessage());
      if (!text.equals(failure)) {
        LOG.log(Level.ERROR, text);
        LOG.log(Level.DEBUG, text, e);
      }
      failure = text;
    }
  }

  /** Tells, once for each opening, that sessions are served: the bean has to be there as well. */
  synchronized void announce() {
    SmtpSocket current = socket;
    if (!announced
        && !ended
        && current != null
        && failure == null
        && intake.endpoints().areAvailable()) {
      announced = true;
      Announcement.serves(current.info(), tlsProvider());
    }
  }

  /** Makes the socket, not open yet. TLS comes first: without it there is nothing to serve with. */
  private SmtpSocket newSocket() throws OpeningFailure {
    TlsContext context = openTls();
    ListenerSettings settings = plan.settings();
    if (settings.address().isUnresolved()) {
      throw OpeningFailure.unresolved(plan);
    }
    tls = context;
    return transport.listener(settings, intake, context);
  }

  private @Nullable TlsContext openTls() throws OpeningFailure {
    TlsPlan wanted = plan.tls();
    if (wanted == null) {
      return null;
    }
    try {
      return contexts.open(wanted);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Whatever a provider or the server's own configuration throws, the others are to serve.
      throw OpeningFailure.ofTls(plan, e);
    }
  }

  private void bind(SmtpSocket current) throws OpeningFailure {
    try {
      current.open();
    } catch (IOException e) {
      throw OpeningFailure.ofSocket(plan, e);
    }
  }

  ListenerState state() {
    SmtpSocket current = socket;
    if (failure != null) {
      return ListenerState.FAILED;
    }
    return current == null ? ListenerState.CLOSED : current.state();
  }

  @Nullable String failure() {
    return failure;
  }

  /** What keeps it from serving now, a sentence for the user, or null. */
  @Nullable String fault() {
    SmtpSocket current = socket;
    return failure != null || current == null ? failure : current.fault();
  }

  ListenerStatus status() {
    SmtpSocket current = socket;
    if (current != null) {
      return new ListenerStatus(
          current.info(), state(), current.extensions(), failure, current.counts());
    }
    ListenerInfo info =
        new ListenerInfo(
            plan.name(),
            plan.scheme(),
            plan.startTls(),
            plan.address(),
            plan.session().hostname(),
            plan.options());
    return new ListenerStatus(info, state(), List.of(), failure, NOTHING);
  }

  /**
   * Goes to another state.
   *
   * @throws IllegalStateException with a text for the user if it cannot
   */
  synchronized ListenerState change(ListenerState target) {
    if (ended) {
      throw new IllegalStateException("Listener " + name() + " is gone: its activation ended");
    }
    ListenerState now = state();
    if (now == target) {
      return now;
    }
    switch (target) {
      case OPEN -> toOpen(now);
      case PAUSED -> socketIn(now, target, ListenerState.OPEN).pause();
      case DRAINING ->
          drain(
              socketIn(now, target, ListenerState.OPEN, ListenerState.PAUSED), plan.drainTimeout());
      case CLOSED -> toClosed(now);
      case FAILED -> throw new IllegalStateException("No listener can be asked to fail");
    }
    LOG.log(Level.INFO, "Listener {0} was {1}, is {2}", name(), now.label(), state().label());
    return state();
  }

  private void toOpen(ListenerState now) {
    if (now == ListenerState.PAUSED) {
      socketIn(now, ListenerState.OPEN, ListenerState.PAUSED).resume();
      return;
    }
    if (now == ListenerState.DRAINING) {
      throw cannot(now, ListenerState.OPEN);
    }
    open();
    String why = failure;
    if (why != null) {
      throw new IllegalStateException(why);
    }
  }

  private void toClosed(ListenerState now) {
    if (now == ListenerState.FAILED) {
      failure = null; // given up by the user: no fault any more
      return;
    }
    SmtpSocket current =
        socketIn(
            now,
            ListenerState.CLOSED,
            ListenerState.OPEN,
            ListenerState.PAUSED,
            ListenerState.DRAINING);
    await(drain(current, Duration.ZERO));
  }

  /** Who is closed is most often closed in an instant, and may be opened in the next. */
  private static void await(CompletionStage<Void> drained) {
    try {
      drained.toCompletableFuture().get(INSTANT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillClosing) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Completes when no session is left; what was counted is told then, once. */
  private CompletionStage<Void> drain(SmtpSocket current, Duration limit) {
    ListenerState before = current.state();
    CompletionStage<Void> drained = current.drain(limit);
    return before == ListenerState.OPEN || before == ListenerState.PAUSED
        ? drained.thenRun(() -> tellTotals(current))
        : drained;
  }

  /** Counts are kept in memory only: this is what stays of them. */
  private void tellTotals(SmtpSocket ended) {
    if (ended.state() == ListenerState.CLOSED) {
      Counts counts = ended.counts();
      LOG.log(
          Level.INFO,
          "Listener {0} is closed; sessions: {1}, messages accepted: {2}, refused: {3}",
          name(),
          Long.toString(counts.sessions()),
          Long.toString(counts.messages()),
          Long.toString(counts.refused()));
    }
  }

  private SmtpSocket socketIn(ListenerState now, ListenerState target, ListenerState... allowed) {
    SmtpSocket current = socket;
    if (current == null || !List.of(allowed).contains(now)) {
      throw cannot(now, target);
    }
    return current;
  }

  private IllegalStateException cannot(ListenerState now, ListenerState target) {
    return new IllegalStateException(
        "Listener " + name() + " is " + now.label() + " and cannot become " + target.label());
  }

  /** Tries again what lacked a certificate or the address of its host: it may be there by now. */
  synchronized void retry() {
    if (!ended && failure != null && socket == null) {
      open();
    }
  }

  /** For the end, after which it does not open again: completes when no session is left. */
  synchronized CompletionStage<Void> end() {
    CompletionStage<Void> begun = ending;
    if (begun == null) {
      begun = begin(socket);
      ending = begun;
    }
    return begun;
  }

  private CompletionStage<Void> begin(@Nullable SmtpSocket current) {
    ended = true;
    if (current == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (current.state() != ListenerState.CLOSED) {
      LOG.log(Level.INFO, "Listener {0} ends", name());
    }
    return drain(current, plan.drainTimeout()).thenRun(current::dispose);
  }
}
