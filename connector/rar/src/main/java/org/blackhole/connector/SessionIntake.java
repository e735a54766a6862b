// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.util.Objects;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.SmtpListener;

/**
 * Calls a bean that is a {@link SmtpListener}, once per session, on the event loop of the
 * connection. The endpoint goes back to the container before the first octet is sent.
 */
record SessionIntake(Endpoints endpoints) implements Intake {

  @Override
  public void close() {
    // Nothing is kept.
  }

  /** The bean: in the log, it is what does not return, or throws. */
  @Override
  public String toString() {
    return endpoints.beanName();
  }

  @Override
  public Conversation onSession(Peer peer) {
    if (!endpoints.areAvailable()) {
      return Endpoints.STARTING;
    }
    MessageEndpoint endpoint;
    try {
      endpoint = endpoints.create();
    } catch (UnavailableException | IllegalStateException e) {
      return Endpoints.STARTING;
    }
    try {
      return Objects.requireNonNull(
          ((SmtpListener) endpoint).onSession(peer), "The message-driven bean returned null");
    } finally {
      endpoint.release();
    }
  }
}
