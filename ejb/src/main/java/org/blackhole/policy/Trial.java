// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.count.TrialLedger;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Leads a session that is thought of through a policy, by the code that real ones go through, and
 * notes what comes of each stage, as far as it would get. Counts nothing. One use, one thread.
 */
public final class Trial {

  private static final String SESSION = "0000000000000000";

  private final Attempt attempt;
  private final TrialLedger ledger = new TrialLedger();
  private final Notes notes = new Notes();
  private final List<Step> steps = new ArrayList<>();
  private final PolicyConversation conversation;
  private Peer peer;
  private boolean over;

  private Trial(Attempt attempt, CompiledPolicy policy, long ordinal) {
    this.attempt = attempt;
    this.peer =
        new Peer(
            SESSION,
            ordinal,
            attempt.listener(),
            attempt.client(),
            null,
            null,
            null,
            false,
            null,
            null);
    this.conversation = new PolicyConversation(peer, policy, () -> policy, ledger, notes);
  }

  /**
   * What would happen, stage by stage.
   *
   * @param ordinal of the session, for chance
   */
  public static List<Step> of(Attempt attempt, CompiledPolicy policy, long ordinal) {
    return new Trial(attempt, policy, ordinal).steps();
  }

  private List<Step> steps() {
    boolean implicit = attempt.listener().scheme() == Scheme.SMTPS;
    if (implicit && attempt.tls() != null) {
      handshake(attempt.tls());
      if (!over) {
        step(Stage.CONNECT, null, conversation.onConnect(peer));
      }
    } else {
      step(Stage.CONNECT, null, conversation.onConnect(peer));
      hello();
      if (attempt.tls() != null && !over) {
        startTls(attempt.tls());
      }
    }
    if (!over && peer.helo() == null) {
      hello();
    }
    if (!over && attempt.user() != null) {
      logIn(attempt.user());
    }
    if (!over && attempt.sender() != null) {
      message(new AttemptedEnvelope(peer, attempt));
    }
    conversation.onEnd(Ending.QUIT);
    return List.copyOf(steps);
  }

  private void hello() {
    if (!over) {
      Peer greeted = peer.greeted(attempt.helo(), true);
      step(Stage.HELO, null, conversation.onHelo(greeted));
      peer = greeted;
    }
  }

  private void startTls(TlsFacts facts) {
    Verdict verdict = conversation.onStartTls(peer);
    if (verdict.action() == Verdict.Action.PROCEED) {
      handshake(facts);
    } else {
      step(Stage.TLS, null, verdict);
      over = true; // a client that wants TLS goes no further without
    }
  }

  private void handshake(TlsFacts facts) {
    Handshake handshake = conversation.onHandshake(peer, null);
    if (handshake.action() == Handshake.Action.AFTER_HELLO) {
      handshake = conversation.onHandshake(peer, new ClientHello(facts.serverName()));
    }
    boolean done = handshake.action() == Handshake.Action.PROCEED;
    Verdict verdict = Verdict.proceed();
    if (done) {
      peer = peer.encrypted(facts);
      verdict = conversation.onTls(peer);
    }
    add(Stage.TLS, null, verdict, handshake);
    over |= !done || !Ruling.isYes(verdict);
  }

  private void logIn(String user) {
    Credentials credentials = new Credentials("PLAIN", user, null, "");
    step(Stage.AUTH, null, conversation.onAuth(peer, credentials));
    peer = peer.authenticated(user, credentials.mechanism());
  }

  private void message(AttemptedEnvelope envelope) {
    step(Stage.MAIL, null, conversation.onMail(envelope));
    for (int i = 0; i < attempt.recipients().size() && !over; i++) {
      Recipient recipient = new Recipient(attempt.recipients().get(i), Map.of());
      Verdict verdict = conversation.onRecipient(envelope, recipient);
      add(Stage.RCPT, recipient.address().toString(), verdict, null);
      over = closes(verdict);
      if (Ruling.isYes(verdict)) {
        envelope.add(recipient);
      }
    }
    if (over || envelope.recipients().isEmpty()) {
      return;
    }
    step(Stage.DATA, null, conversation.onData(envelope));
    if (!over) {
      step(
          Stage.HEADERS,
          null,
          conversation.onHeaders(envelope, new AttemptedHeaders(attempt.headers())));
    }
    if (!over) {
      end(envelope, attempt.size() == null ? Attempt.USUAL_SIZE : attempt.size());
    }
  }

  private void end(AttemptedEnvelope envelope, long size) {
    step(Stage.MESSAGE, null, conversation.onMessage(envelope, size));
    if (attempt.listener().scheme() != Scheme.LMTP) {
      return;
    }
    for (int i = 0; i < envelope.recipients().size() && !over; i++) {
      Recipient recipient = envelope.recipients().get(i);
      Verdict verdict = conversation.onDelivery(envelope, recipient, size);
      add(Stage.MESSAGE, recipient.address().toString(), verdict, null);
      over = closes(verdict);
    }
  }

  /** A stage without which the session does not go on. */
  private void step(Stage stage, @Nullable String recipient, Verdict verdict) {
    add(stage, recipient, verdict, null);
    over |= !Ruling.isYes(verdict);
  }

  private void add(
      Stage stage, @Nullable String recipient, Verdict verdict, @Nullable Handshake handshake) {
    steps.add(
        new Step(
            stage,
            recipient,
            verdict,
            handshake,
            List.copyOf(notes.acted),
            notes.decided(verdict, handshake),
            notes.mode,
            List.copyOf(notes.tags),
            ledger.drain()));
    notes.clear();
  }

  private static boolean closes(Verdict verdict) {
    return verdict.action() != Verdict.Action.PROCEED && verdict.action() != Verdict.Action.REPLY;
  }

  /** What is decided at a stage. */
  private static final class Notes implements Decisions {
    final List<String> acted = new ArrayList<>();
    final List<String> tags = new ArrayList<>();
    @Nullable String mode;

    @Override
    public void made(String rule, @Nullable String mode) {
      acted.add(rule);
      this.mode = mode;
    }

    @Override
    public void tagged(String tag) {
      tags.add(tag);
    }

    @Nullable String decided(Verdict verdict, @Nullable Handshake handshake) {
      if (verdict.rule() != null) {
        return verdict.rule();
      }
      boolean unusual = handshake != null && !handshake.equals(Handshake.usual());
      return unusual && !acted.isEmpty() ? acted.get(acted.size() - 1) : null;
    }

    void clear() {
      acted.clear();
      tags.clear();
      mode = null;
    }
  }
}
