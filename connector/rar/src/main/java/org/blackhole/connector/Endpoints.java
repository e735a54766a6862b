// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The message-driven bean of an activation, by the endpoints that the container gives. Safe for any
 * thread.
 *
 * <p>A container may make who asks for an endpoint wait until the application has started, and an
 * event loop must not wait. So a work thread asks first ({@link #probe}); until it was given one,
 * sessions are answered {@code 421 4.3.2}.
 */
final class Endpoints {

  /** Answers a session while there is no bean. */
  static final Conversation STARTING =
      new Conversation() {
        private final Verdict starting =
            Verdict.reply(Reply.of(421, "4.3.2", "Service starting, try again shortly"));

        @Override
        public Verdict onConnect(Peer peer) {
          return starting;
        }
      };

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  private final MessageEndpointFactory factory;
  private volatile boolean available;
  private volatile @Nullable String lastFailure;

  Endpoints(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  /** Whether the bean can be called. */
  boolean areAvailable() {
    return available;
  }

  /** Why it could not be called when that was last tried, or null. */
  @Nullable String lastFailure() {
    return available ? null : lastFailure;
  }

  /** Finds out whether the bean can be called; may wait for it, so never on an event loop. */
  boolean probe() {
    try {
      create().release();
      available = true;
    } catch (UnavailableException | RuntimeException | LinkageError e) {
      // Whatever a container throws here while an application starts, asking again is right.
      LOG.log(Level.DEBUG, "No endpoint yet", e);
      lastFailure = e.toString();
    }
    return available;
  }

  /** One endpoint, to be released after one call. */
  MessageEndpoint create() throws UnavailableException {
    return factory.createEndpoint(null);
  }

  /** The name of the bean's class. */
  String beanName() {
    Class<?> type = factory.getEndpointClass();
    return type == null ? "the message-driven bean" : type.getName();
  }

  /** Whether the container is to begin a transaction for this method. */
  boolean areTransacted(Method method) throws NoSuchMethodException {
    return factory.isDeliveryTransacted(method);
  }
}
