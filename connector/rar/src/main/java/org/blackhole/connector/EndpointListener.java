// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Objects;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;

/**
 * Calls the message-driven bean, once per session, on the event loop of the connection. The
 * endpoint goes back to the container before the first octet is sent. While the application is
 * still starting the session is answered {@code 421 4.3.2}; the next one asks again.
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

  private final MessageEndpointFactory factory;

  EndpointListener(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  @Override
  public Conversation onSession(Peer peer) {
    MessageEndpoint endpoint;
    try {
      endpoint = factory.createEndpoint(null);
    } catch (UnavailableException e) {
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
