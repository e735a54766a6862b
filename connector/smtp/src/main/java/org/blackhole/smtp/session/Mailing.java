// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.time.Duration;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.Command;
import org.jspecify.annotations.Nullable;

/**
 * The mail transactions of a session, one at a time (RFC 5321 3.3), from MAIL to the answer to the
 * message. Whether a command may come is the dialect's to say.
 */
final class Mailing {

  private static final Effect MAIL =
      new Effect(
          (s, words) -> s.mailing().opened(words),
          (s, stage, refusal) -> s.mailing().notOpened(refusal));
  private static final Effect RCPT = Effect.of((s, words) -> s.mailing().recipientAdded(words));
  private static final Effect DATA = Effect.of((s, words) -> s.mailing().dataBegins());
  private static final Effect CHUNK =
      new Effect(
          (s, words) -> s.mailing().chunkBegins(),
          (s, stage, refusal) -> s.mailing().chunkRefused(refusal));
  private static final Effect ANSWER =
      new Effect(
          (s, words) -> s.mailing().accepted(words),
          (s, stage, refusal) -> s.mailing().refused(stage, refusal));

  private final Session session;
  private final Offer offer;
  private final Conversation conversation;
  private final Reception reception;
  private final @Nullable Deliveries deliveries;

  private @Nullable Transaction transaction;
  private @Nullable Transaction answering;
  private int ordinal;
  private Map<String, String> forwarded = Map.of();

  // What was asked for, while it is judged.
  private @Nullable Transaction proposed;
  private @Nullable Recipient candidate;
  private Command.@Nullable Bdat chunk;
  private @Nullable Reply usual;

  /**
   * The transactions of one session.
   *
   * @param ordinal of the last transaction before
   */
  Mailing(Session session, int ordinal) {
    this.session = session;
    this.offer = session.offer();
    this.conversation = session.conversation();
    this.reception = new Reception(session, this);
    this.deliveries = offer.isLmtp() ? new Deliveries(session) : null;
    this.ordinal = ordinal;
  }

  Reception reception() {
    return reception;
  }

  @Nullable Deliveries deliveries() {
    return deliveries;
  }

  boolean isOpen() {
    return transaction != null;
  }

  /** The transaction that is open, or null. */
  @Nullable Transaction transaction() {
    return transaction;
  }

  /** How many there were. */
  int ordinal() {
    return ordinal;
  }

  /** MAIL. */
  void propose(Address sender, Map<String, String> parameters, Reply usual) {
    long size = parameters.isEmpty() ? -1 : MailParameters.countUses(parameters, session.tally());
    long max = offer.limits().maxMessageSize();
    if (max > 0 && size > max) {
      session.say(Stage.MAIL, session.dialect().tooLarge());
      return;
    }
    String hostname = offer.settings().hostname();
    Transaction next =
        new Transaction(session.peer(), ordinal + 1, hostname, sender, parameters, size, forwarded);
    session.carrier().recording().proposed(next);
    Verdict verdict = conversation.onMail(next);
    this.usual = usual;
    proposed = next;
    session.judge(Stage.MAIL, verdict, MAIL);
  }

  private void notOpened(Reply refusal) {
    refusedToOpen();
    session.say(Stage.MAIL, refusal);
  }

  /** The application has said no to whatever is asked; if that is MAIL, there is no transaction. */
  void refusedToOpen() {
    proposed = null;
  }

  private void opened(@Nullable Reply words) {
    transaction = proposed;
    proposed = null;
    forwarded = Map.of();
    ordinal++;
    answer(Stage.MAIL, words);
  }

  /** A transaction that nobody opened, for a dialect that does not ask for MAIL. */
  Transaction implied() {
    Transaction open = transaction;
    if (open == null) {
      String hostname = offer.settings().hostname();
      open =
          new Transaction(
              session.peer(), ++ordinal, hostname, Address.NULL, Map.of(), -1, Map.of());
      transaction = open;
    }
    return open;
  }

  /** XFORWARD, for the next transaction: everything so far. */
  void forward(Map<String, String> attributes) {
    forwarded = attributes;
  }

  /** What XFORWARD said so far. */
  Map<String, String> forwarded() {
    return forwarded;
  }

  /** RCPT. */
  void add(Recipient recipient, Reply usual) {
    this.usual = usual;
    candidate = recipient;
    session.judge(Stage.RCPT, conversation.onRecipient(current(), recipient), RCPT);
  }

  private void recipientAdded(@Nullable Reply words) {
    Recipient added = candidate;
    if (added != null) {
      current().add(added);
      session.tally().recipient();
      session.carrier().recording().added(added);
      candidate = null;
    }
    answer(Stage.RCPT, words);
  }

  /** DATA. */
  void data(Reply usual) {
    this.usual = usual;
    session.judge(Stage.DATA, conversation.onData(current()), DATA);
  }

  private void dataBegins() {
    reception.begin(current());
    answer(Stage.DATA, null);
    session.become(State.DATA);
  }

  /** BDAT; the first of a message asks as DATA does. */
  void chunk(Command.Bdat bdat) {
    Transaction open = current();
    chunk = bdat;
    if (open.isChunked()) {
      chunkBegins();
      return;
    }
    open.chunks();
    session.tally().used(Extension.CHUNKING);
    Verdict verdict = conversation.onData(open);
    reception.begin(open);
    session.judge(Stage.DATA, verdict, CHUNK);
  }

  /** The chunk is consumed first, so that nothing in it is taken for a command. */
  private void chunkRefused(Reply refusal) {
    reception.refuseChunk(Verdict.reply(refusal));
    chunkBegins();
  }

  private void chunkBegins() {
    Command.Bdat bdat = chunk;
    if (bdat != null) {
      session.become(State.CHUNK);
      reception.chunk(bdat.size(), bdat.last());
    }
  }

  /** BDAT where none can be: its chunk is consumed, then refused (RFC 3030 2). */
  void misplacedChunk(long size, Reply refusal) {
    session.become(State.CHUNK);
    reception.misplacedChunk(size, refusal);
  }

  /** The message is complete. */
  void complete(long size, @Nullable Reply granted, Duration owed) {
    Transaction complete = detach();
    Verdict verdict = conversation.onMessage(complete, size);
    if (granted != null && verdict.action() == Verdict.Action.PROCEED) {
      verdict = granted(granted, verdict);
    }
    if (!owed.isZero()) {
      verdict = verdict.after(verdict.delay().plus(owed));
    }
    if (deliveries == null) {
      session.judge(Stage.MESSAGE, verdict, ANSWER);
    } else {
      deliveries.begin(complete, size, verdict);
    }
  }

  /** Words for yes that were chosen earlier, with all else that is decided at the end. */
  private Verdict granted(Reply words, Verdict verdict) {
    session.judgement().slowDown(verdict);
    Verdict said = Verdict.reply(words).after(verdict.delay());
    return verdict.rule() == null ? said : said.by(verdict.rule());
  }

  /** The message is refused already, and now so much of it has come that it can be told. */
  void refuse(Stage stage, Verdict verdict, boolean complete) {
    Transaction refused = detach();
    conversation.onAbandon(refused);
    if (stage == Stage.DATA) {
      answering = null; // no message came to be refused
    }
    if (deliveries == null || stage == Stage.DATA || !complete) {
      // A chunk has one answer; only the end of a message has one a recipient (RFC 2033 4.2).
      session.judge(stage, verdict, ANSWER);
    } else {
      deliveries.begin(refused, 0, verdict);
    }
  }

  /** From here on the transaction is over, and owed an answer. */
  private Transaction detach() {
    Transaction done = current();
    transaction = null;
    answering = done;
    session.become(State.COMMANDS);
    session.carrier().messageEnded();
    return done;
  }

  private void accepted(@Nullable Reply words) {
    Transaction complete = answering;
    answered(true, words == null ? 250 : words.code());
    if (words != null) {
      session.say(Stage.MESSAGE, words);
    } else if (complete != null) {
      session.voice().queued(complete);
    }
  }

  private void refused(Stage stage, Reply refusal) {
    answered(false, refusal.code());
    session.say(stage, refusal);
  }

  /** The message has its answer, of this code. */
  void answered(boolean accepted, int code) {
    if (answering != null) {
      session.carrier().messageAnswered();
      settled(answering, accepted, code);
    }
  }

  /** The session ends; a message that waits for its answer is not accepted. */
  void unanswered() {
    if (answering != null) {
      settled(answering, false, 0);
    }
  }

  private void settled(Transaction message, boolean accepted, int code) {
    answering = null;
    session.tally().message(accepted);
    session.carrier().recording().answered(message, accepted, code);
  }

  /** A pause is over. */
  void resume() {
    if (deliveries != null) {
      deliveries.proceed();
    }
  }

  /** The transaction, if there is one, comes to nothing; so does what was said for the next. */
  void abandon() {
    Transaction open = transaction != null ? transaction : proposed;
    transaction = null;
    proposed = null;
    forwarded = Map.of();
    if (open != null) {
      conversation.onAbandon(open);
    }
  }

  private void answer(Stage stage, @Nullable Reply words) {
    Reply answer = words == null ? usual : words;
    if (answer != null) {
      session.say(stage, answer);
    }
  }

  private Transaction current() {
    if (transaction == null) {
      throw new IllegalStateException("no transaction");
    }
    return transaction;
  }
}
