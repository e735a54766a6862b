// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.Objects;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.session.Offer;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * Who answers on one connection: the conversation that the listener chose, until and beside the
 * dialogue; or nobody, with a refusal. On the connection's event loop.
 */
final class Respondent {

  private static final Conversation NOBODY = new Conversation() {};

  private final SmtpSocket socket;
  private final CallWatch calls;

  private Conversation conversation = NOBODY;
  private @Nullable Reply refusal;
  private @Nullable Offer offer;
  private @Nullable Peer plain;

  Respondent(SmtpSocket socket, CallWatch calls) {
    this.socket = socket;
    this.calls = calls;
  }

  /** Asks the listener who is to answer this client, unless it is turned away already. */
  @SuppressWarnings(
      "NullAway") // a listener compiled without null checks may return null all the same
  void meet(Peer client, @Nullable Reply turnedAway) {
    plain = client;
    refusal = turnedAway;
    if (turnedAway != null) {
      return;
    }
    try {
      Conversation chosen = choose(client);
      if (chosen == null) {
        throw new IllegalStateException("onSession returned null");
      }
      conversation = new WatchedConversation(chosen, socket.settings().name(), calls);
      offer = socket.offer(client.address()).without(conversation.hidden(client));
    } catch (RuntimeException | Error thrown) {
      fault(thrown);
      refusal = Replies.FAULT;
    }
  }

  private Conversation choose(Peer client) {
    SmtpListener listener = socket.listener();
    calls.enter(listener, socket.settings().name(), Callback.SESSION);
    Conversation chosen = listener.onSession(client);
    calls.leave();
    return chosen;
  }

  Conversation conversation() {
    return conversation;
  }

  /** What is said in place of a greeting, or null. */
  @Nullable Reply refusal() {
    return refusal;
  }

  /** What this client is offered. */
  Offer offer(Peer client) {
    return offer == null ? socket.offer(client.address()) : offer;
  }

  /**
   * Asks when no 220 can be held back any more: with implicit TLS, and after the ClientHello.
   *
   * @param known the client as it is known now, or null if it has said nothing
   */
  Handshake askAboutHandshake(@Nullable Peer known, @Nullable ClientHello hello) {
    if (refusal != null) {
      return Handshake.usual();
    }
    try {
      Peer asking = known == null ? plain : known;
      Handshake chosen = conversation.onHandshake(Objects.requireNonNull(asking), hello);
      if (chosen.action() == Handshake.Action.PLAIN
          || (hello != null && chosen.action() == Handshake.Action.AFTER_HELLO)) {
        throw new IllegalStateException("onHandshake cannot return " + chosen + " here");
      }
      return chosen;
    } catch (RuntimeException | Error thrown) {
      return faultInHandshake(thrown);
    }
  }

  /** What to do about a fault that the client is to be told of: TLS first. */
  Handshake faultInHandshake(Throwable thrown) {
    fault(thrown);
    refusal = Replies.FAULT;
    return Handshake.usual();
  }

  /** The connection is gone before there was a dialogue. */
  void ended(Ending ending) {
    try {
      conversation.onEnd(ending);
    } catch (RuntimeException | Error thrown) {
      fault(thrown);
    }
  }

  /** The application, or the engine, threw. */
  void fault(Throwable thrown) {
    String session = plain == null ? "?" : plain.session();
    socket.log().faults().session(session, calls.thrower(), thrown);
  }
}
