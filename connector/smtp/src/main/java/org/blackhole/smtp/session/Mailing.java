// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Map;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/** MAIL, RCPT and DATA: the mail transactions of a session, one at a time (RFC 5321 3.3). */
final class Mailing {

  private static final Effect MAIL = (s, words) -> s.mailing().opened(words);
  private static final Effect RCPT = (s, words) -> s.mailing().recipientAdded(words);
  private static final Effect DATA = (s, words) -> s.mailing().contentBegins();
  private static final Effect ACCEPT = (s, words) -> s.mailing().accepted(words);

  private final Session session;
  private final Offer offer;
  private final SessionSettings settings;
  private final Conversation conversation;
  private final Tally tally;
  private final Voice voice;
  private final Judgement judgement;
  private final Reception reception;

  private @Nullable Transaction transaction;
  private @Nullable Transaction proposed;
  private @Nullable Transaction answering;
  private @Nullable Recipient candidate;
  private int ordinal;

  /**
   * The transactions of one session.
   *
   * @param ordinal of the last transaction before
   */
  Mailing(
      Session session,
      Offer offer,
      Conversation conversation,
      Tally tally,
      Voice voice,
      Judgement judgement,
      int ordinal) {
    this.session = session;
    this.offer = offer;
    this.settings = offer.settings();
    this.conversation = conversation;
    this.tally = tally;
    this.voice = voice;
    this.judgement = judgement;
    this.reception = new Reception(session, this, conversation, settings);
    this.ordinal = ordinal;
  }

  Reception reception() {
    return reception;
  }

  boolean isOpen() {
    return transaction != null;
  }

  int ordinal() {
    return ordinal;
  }

  void mail(Command.Mail mail, Peer peer) {
    Map<String, String> parameters = mail.parameters();
    Reply refusal = parameters.isEmpty() ? null : MailParameters.check(parameters, offer);
    if (peer.helo() == null) {
      session.error(Stage.MAIL, Replies.HELO_FIRST);
    } else if (transaction != null) {
      session.error(Stage.MAIL, Replies.NESTED_MAIL);
    } else if (offer.startTls() == StartTls.REQUIRED && peer.tls() == null) {
      voice.say(Stage.MAIL, Replies.TLS_FIRST);
    } else if (refusal != null) {
      session.error(Stage.MAIL, refusal);
    } else if (mail.utf8()) {
      voice.say(Stage.MAIL, Replies.UTF8_UNANNOUNCED);
    } else {
      propose(mail, peer);
    }
  }

  private void propose(Command.Mail mail, Peer peer) {
    Map<String, String> parameters = mail.parameters();
    long size = parameters.isEmpty() ? -1 : MailParameters.countUses(parameters, tally);
    if (settings.maxMessageSize() > 0 && size > settings.maxMessageSize()) {
      voice.say(Stage.MAIL, Replies.TOO_LARGE);
      return;
    }
    proposed =
        new Transaction(peer, ordinal + 1, settings.hostname(), mail.sender(), parameters, size);
    judgement.on(Stage.MAIL, conversation.onMail(proposed), MAIL);
  }

  private void opened(@Nullable Reply words) {
    transaction = proposed;
    proposed = null;
    ordinal++;
    voice.say(Stage.MAIL, words == null ? Replies.MAIL_OK : words);
  }

  void rcpt(Command.Rcpt rcpt, Peer peer) {
    Transaction open = transaction;
    if (open == null) {
      session.error(Stage.RCPT, peer.helo() == null ? Replies.HELO_FIRST : Replies.MAIL_FIRST);
    } else if (!rcpt.parameters().isEmpty()) {
      session.error(Stage.RCPT, Replies.UNKNOWN_PARAMETER);
    } else if (rcpt.utf8()) {
      voice.say(Stage.RCPT, Replies.UTF8_UNANNOUNCED);
    } else if (open.recipients().size() >= settings.maxRecipients()) {
      voice.say(Stage.RCPT, Replies.TOO_MANY_RECIPIENTS);
    } else {
      candidate = new Recipient(rcpt.recipient(), rcpt.parameters());
      judgement.on(Stage.RCPT, conversation.onRecipient(open, candidate), RCPT);
    }
  }

  private void recipientAdded(@Nullable Reply words) {
    Recipient added = candidate;
    if (added != null) {
      current().add(added);
      tally.recipient();
      candidate = null;
    }
    voice.say(Stage.RCPT, words == null ? Replies.RCPT_OK : words);
  }

  void data(Peer peer) {
    Transaction open = transaction;
    if (open == null) {
      session.error(Stage.DATA, peer.helo() == null ? Replies.HELO_FIRST : Replies.MAIL_FIRST);
    } else if (open.recipients().isEmpty()) {
      session.error(Stage.DATA, Replies.RCPT_FIRST);
    } else {
      judgement.on(Stage.DATA, conversation.onData(open), DATA);
    }
  }

  private void contentBegins() {
    voice.say(Stage.DATA, Replies.DATA_GO_AHEAD);
    reception.begin(current());
    session.become(State.DATA);
  }

  /** A verdict on the header section that does not wait for the end of the content. */
  void judgeHeaders(Verdict verdict) {
    judgement.on(Stage.HEADERS, verdict, ACCEPT);
  }

  /** The message has come to its end; this is what becomes of it. */
  void complete(Verdict verdict) {
    answering = transaction;
    transaction = null;
    session.become(State.COMMANDS);
    judgement.on(Stage.MESSAGE, verdict, ACCEPT);
  }

  private void accepted(@Nullable Reply words) {
    tally.message(true);
    Transaction complete = answering;
    if (words != null) {
      voice.say(Stage.MESSAGE, words);
    } else if (complete != null) {
      voice.queued(complete);
    }
    end();
  }

  /** The transaction has had its answer. */
  void end() {
    answering = null;
    session.leaveIfAsked();
  }

  /** The transaction, if there is one, comes to nothing. */
  void abandon() {
    Transaction open = transaction;
    if (open != null) {
      transaction = null;
      conversation.onAbandon(open);
    }
  }

  private Transaction current() {
    if (transaction == null) {
      throw new IllegalStateException("no transaction");
    }
    return transaction;
  }
}
