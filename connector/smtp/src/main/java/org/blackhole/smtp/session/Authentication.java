// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.sasl.Exchange;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.sasl.Step;
import org.blackhole.smtp.sasl.Surroundings;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/** AUTH (RFC 4954): carries one exchange between client, mechanism and application. */
final class Authentication {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Session session;
  private final Offer offer;

  private @Nullable Exchange exchange;
  private @Nullable Reply refusal;

  Authentication(Session session) {
    this.session = session;
    this.offer = session.offer();
  }

  /** Whether a client that has not logged in has to, before anything that matters. */
  boolean isMissing() {
    return offer.settings().auth().rule() == AuthSettings.Rule.REQUIRED
        && session.peer().identity() == null;
  }

  /** AUTH. */
  void begin(Command.Auth auth) {
    Peer peer = session.peer();
    if (!offer.offers(Extension.AUTH)) {
      session.dialect().error(Stage.AUTH, Replies.NOT_IMPLEMENTED);
    } else if (peer.helo() == null) {
      session.dialect().error(Stage.AUTH, Replies.HELO_FIRST);
    } else if (peer.identity() != null) {
      session.dialect().error(Stage.AUTH, Replies.AUTH_DONE);
    } else if (session.mailing().isOpen()) {
      session.dialect().error(Stage.AUTH, Replies.AUTH_IN_TRANSACTION);
    } else if (offer.settings().auth().requireTls() && peer.tls() == null) {
      session.say(Stage.AUTH, Replies.AUTH_NEEDS_TLS);
    } else {
      Mechanism mechanism = Mechanism.named(auth.mechanism()).orElse(null);
      if (mechanism == null || !offer.mechanisms(peer).contains(mechanism)) {
        session.dialect().error(Stage.AUTH, Replies.UNKNOWN_MECHANISM);
      } else {
        Exchange begun = Exchange.of(mechanism, surroundings(peer));
        exchange = begun;
        take(begun.begin(auth.initial()));
      }
    }
  }

  private Surroundings surroundings(Peer peer) {
    TlsFacts tls = peer.tls();
    List<ChannelBinding> bindings = tls == null ? List.of() : tls.channelBindings();
    X509Certificate certificate = tls == null ? null : tls.clientCertificate();
    boolean plus = offer.mechanisms(peer).stream().anyMatch(Mechanism::needsBinding);
    return new Surroundings(
        offer.settings().hostname(), this::password, bindings, plus, certificate, RANDOM);
  }

  private @Nullable String password(String user) {
    String own = session.conversation().password(session.peer(), user);
    return own == null ? offer.settings().auth().password() : own;
  }

  /** A line of the client within the exchange. */
  void next(Command command) {
    Exchange current = exchange;
    Reply pending = refusal;
    if (pending != null) {
      end(pending); // the answer to the last challenge does not matter
    } else if (command instanceof Command.Response response && current != null) {
      take(current.next(response.octets()));
    } else if (command instanceof Command.Cancel) {
      end(Replies.AUTH_CANCELLED);
    } else if (command instanceof Command.Refused refused) {
      end();
      session.dialect().error(Stage.AUTH, refused.reply());
    }
  }

  private void take(Step step) {
    if (step instanceof Step.Challenge challenge) {
      challenge(challenge.data());
    } else if (step instanceof Step.Done done) {
      decide(done.credentials());
    } else if (step instanceof Step.Failed failed) {
      switch (failed.reason()) {
        case MALFORMED -> error(Replies.BAD_RESPONSE);
        case UNASKED -> error(Replies.UNASKED_RESPONSE);
        case MISMATCH -> error(Replies.AUTH_FAILED);
      }
    }
  }

  private void challenge(byte[] data) {
    session.say(Stage.AUTH, Reply.of(334, Base64.getEncoder().encodeToString(data)));
    session.become(State.AUTH);
  }

  private void decide(Credentials credentials) {
    session.become(State.COMMANDS);
    Peer peer = session.peer();
    String acting = credentials.authorization();
    Peer known =
        peer.authenticated(acting == null ? credentials.user() : acting, credentials.mechanism());
    Effect effect =
        new Effect(
            (s, words) -> {
              s.known(known);
              s.tally().used(Extension.AUTH);
              end(words == null ? Replies.AUTH_OK : words);
            },
            (s, stage, no) -> refuse(no));
    session.judge(Stage.AUTH, session.conversation().onAuth(peer, credentials), effect);
  }

  /** Some mechanisms tell the client why by a challenge, before the reply (RFC 7628 3.2.2). */
  private void refuse(Reply reply) {
    byte[] why = exchange == null ? null : exchange.failure();
    if (why == null) {
      end(reply);
    } else {
      refusal = reply;
      challenge(why);
    }
  }

  private void error(Reply reply) {
    end();
    session.dialect().error(Stage.AUTH, reply);
  }

  private void end(Reply reply) {
    end();
    session.say(Stage.AUTH, reply);
  }

  private void end() {
    exchange = null;
    refusal = null;
    session.become(State.COMMANDS);
  }
}
