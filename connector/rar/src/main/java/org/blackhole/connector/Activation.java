// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TestAuthority;
import org.jspecify.annotations.Nullable;

/** One activated endpoint: a message-driven bean and its listeners. */
final class Activation {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  /** Beyond the limit of the sessions: a client has two seconds to take its last reply. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final Duration PROBE_AGAIN = Duration.ofMillis(200);

  private final MessageEndpointFactory factory;
  private final ActivationSpec spec;
  private final List<ActiveListener> listeners;
  private final TlsContexts contexts = new TlsContexts();
  private final Duration tlsReload;
  private final Optional<TestAuthority> authority;
  private final Intake intake;
  private final ContainerTasks tasks;

  Activation(
      MessageEndpointFactory factory,
      ActivationSpec spec,
      ActivationPlan plan,
      SmtpTransport transport,
      Intake intake,
      ContainerTasks tasks) {
    this.factory = factory;
    this.spec = spec;
    this.intake = intake;
    this.tasks = tasks;
    this.listeners =
        plan.listeners().stream()
            .map(listener -> new ActiveListener(listener, transport, intake, contexts))
            .toList();
    this.tlsReload = plan.tlsReload();
    this.authority = plan.authority().map(contexts::authority);
  }

  /** Activation specifications have identity, factories as well. */
  boolean isOf(MessageEndpointFactory factory, ActivationSpec spec) {
    return this.factory == factory && this.spec == spec;
  }

  List<ActiveListener> listeners() {
    return listeners;
  }

  /** What signs the certificates that we make, if a listener has TLS. */
  Optional<TestAuthority> authority() {
    return authority;
  }

  /** Whether the bean can be called; if not, its application has not started yet. */
  boolean isReady() {
    return intake.endpoints().areAvailable();
  }

  void open() {
    listeners.forEach(ActiveListener::open);
    tasks.every(tlsReload, this::refresh);
    tasks.soonOrLater(PROBE_AGAIN, this::probe);
  }

  private void probe() {
    if (intake.endpoints().probe()) {
      listeners.forEach(ActiveListener::announce);
    } else {
      tasks.later(PROBE_AGAIN, this::probe);
    }
  }

  private void refresh() {
    contexts.refresh();
    intake.tryAgain();
    listeners.forEach(ActiveListener::retry);
  }

  /** Why the bean cannot be called, as far as is known, or null. */
  @Nullable String probeFailure() {
    return intake.endpoints().lastFailure();
  }

  /** What is wrong though sessions are served, each a sentence for the user. */
  Stream<String> warnings() {
    return Stream.concat(contexts.warnings(), intake.warnings());
  }

  /** Begins to close the sockets; {@link #close} waits for it. */
  void beginEnd() {
    listeners.forEach(ActiveListener::end);
  }

  /** Closes the sockets and waits until the sessions have ended, each listener within its limit. */
  void close() throws InterruptedException {
    tasks.close();
    CompletableFuture<?>[] drains =
        listeners.stream()
            .map(listener -> listener.end().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    Duration limit =
        listeners.stream()
            .map(ActiveListener::drainTimeout)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO)
            .plus(GRACE);
    try {
      CompletableFuture.allOf(drains).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "Sessions were still open after " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "A listener did not close in order", e.getCause());
    } finally {
      contexts.close();
      intake.close();
    }
  }
}
