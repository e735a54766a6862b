// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.net.SmtpTransport;
import org.jspecify.annotations.Nullable;

/** One activated endpoint: a message-driven bean and its listeners. */
final class Activation {

  private static final System.Logger LOG = System.getLogger("org.blackhole.connector");

  /** Beyond the sessions' own limit: for the last replies to leave. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final MessageEndpointFactory factory;
  private final ActivationSpec spec;
  private final List<ActiveListener> listeners;
  private final Duration tlsReload;
  private @Nullable Recurring tlsRefresh;

  Activation(
      MessageEndpointFactory factory,
      ActivationSpec spec,
      ActivationPlan plan,
      SmtpTransport transport) {
    this.factory = factory;
    this.spec = spec;
    SmtpListener application = new EndpointListener(factory);
    this.listeners =
        plan.listeners().stream()
            .map(listener -> new ActiveListener(listener, transport, application))
            .toList();
    this.tlsReload = plan.tlsReload();
  }

  /** Activation specifications have identity, factories as well. */
  boolean isOf(MessageEndpointFactory factory, ActivationSpec spec) {
    return this.factory == factory && this.spec == spec;
  }

  List<ActiveListener> listeners() {
    return listeners;
  }

  void open(BootstrapContext context) throws ResourceException {
    listeners.forEach(ActiveListener::open);
    tlsRefresh =
        Recurring.start(context, tlsReload, () -> listeners.forEach(ActiveListener::refreshTls));
  }

  /** Closes the sockets and waits until the sessions have ended, each listener within its limit. */
  void close() throws InterruptedException {
    if (tlsRefresh != null) {
      tlsRefresh.close();
    }
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
    }
  }
}
