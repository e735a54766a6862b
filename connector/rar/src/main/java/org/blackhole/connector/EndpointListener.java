// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Calls the message-driven bean, once per session, on the event loop of the connection. The
 * endpoint goes back to the container before the first octet is sent.
 *
 * <p>A container may make who asks for an endpoint wait until the application has started, and an
 * event loop must not wait. So a work thread asks first ({@link #probe}); until it was given one,
 * sessions are answered {@code 421 4.3.2}.
 */
final class EndpointListener implements SmtpListener {

  private static final Verdict STARTING =
      Verdict.reply(Reply.of(421, "4.3.2", "Service starting, try again shortly"));

  private static final Conversation NOT_YET =
      new Conversation() {
        @Override
        public Verdict onConnect(Peer peer) {
          return STARTING;
        }
      };

  private static final System.Logger LOG = System.getLogger("org.blackhole.connector");

  private final MessageEndpointFactory factory;
  private volatile boolean available;
  private volatile @Nullable String lastFailure;

  EndpointListener(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  /** Whether the bean can be called. */
  boolean isAvailable() {
    return available;
  }

  /** Why it could not be called when that was last tried, or null. */
  @Nullable String lastFailure() {
    return available ? null : lastFailure;
  }

  /** Finds out whether the bean can be called; may wait for it, so never on an event loop. */
  boolean probe() {
    try {
      factory.createEndpoint(null).release();
      available = true;
    } catch (UnavailableException | RuntimeException | LinkageError e) {
      // Whatever a container throws here while an application starts, asking again is right.
      LOG.log(Level.DEBUG, "No endpoint yet", e);
      lastFailure = e.toString();
    }
    return available;
  }

  @Override
  public Conversation onSession(Peer peer) {
    if (!available) {
      return NOT_YET;
    }
    MessageEndpoint endpoint;
    try {
      endpoint = factory.createEndpoint(null);
    } catch (UnavailableException | IllegalStateException e) {
      return NOT_YET;
    }
    try {
      return Objects.requireNonNull(
          ((SmtpListener) endpoint).onSession(peer), "The message-driven bean returned null");
    } finally {
      endpoint.release();
    }
  }
}
