// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import io.netty.buffer.ByteBuf;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/**
 * The life of one conversation (RFC 5321 3): greeting, turning away, leaving; what is said between
 * is the {@link Dialect}'s. Decoded input goes in; replies and actions go to the {@link Carrier}.
 * It knows no socket and no clock. One thread.
 */
final class Session {

  static final Effect GREET =
      new Effect((s, words) -> s.greet(words), (s, stage, refusal) -> s.turnAway(stage, refusal));
  private static final Effect CONNECT =
      new Effect((s, words) -> s.askConnect(), (s, stage, refusal) -> s.turnAway(stage, refusal));
  private static final Effect ENCRYPTED =
      new Effect(
          (s, words) -> s.state = State.COMMANDS, (s, stage, refusal) -> s.turnAwayLater(refusal));

  private final Offer offer;
  private final Conversation conversation;
  private final Carrier carrier;
  private final Tally tally;
  private final byte[] scratch;
  private final Voice voice;
  private final Judgement judgement;
  private final Mailing mailing;
  private final Dialect dialect;

  private Peer peer;
  private State state = State.OPENING;
  private boolean spoken;
  private boolean early;
  private boolean turnedAway;
  private @Nullable Reply leaving;
  private Ending leavingFor = Ending.SHUTDOWN;
  private @Nullable Reply firstAnswer;
  private @Nullable Ending ending;

  Session(
      Offer offer,
      Conversation conversation,
      Carrier carrier,
      Tally tally,
      Peer peer,
      byte[] scratch,
      int transactions) {
    this.offer = offer;
    this.conversation = conversation;
    this.carrier = carrier;
    this.tally = tally;
    this.peer = peer;
    this.scratch = scratch;
    this.voice = new Voice(carrier, tally, offer, peer, scratch);
    this.judgement = new Judgement(this, carrier);
    this.mailing = new Mailing(this, transactions);
    this.dialect =
        switch (offer.settings().compat()) {
          case NONE -> new StrictDialect(this);
          case KURA -> new KuraDialect(this);
        };
  }

  /**
   * The session that follows this one inside TLS (RFC 3207 4.2): a new conversation with the same
   * application.
   */
  Session encrypted(TlsFacts facts) {
    return new Session(
        offer, conversation, carrier, tally, peer.encrypted(facts), scratch, mailing.ordinal());
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  Offer offer() {
    return offer;
  }

  Conversation conversation() {
    return conversation;
  }

  Tally tally() {
    return tally;
  }

  Carrier carrier() {
    return carrier;
  }

  Voice voice() {
    return voice;
  }

  Mailing mailing() {
    return mailing;
  }

  Dialect dialect() {
    return dialect;
  }

  Peer peer() {
    return peer;
  }

  /** What is known of the client has changed. */
  void known(Peer changed) {
    peer = changed;
    carrier.recording().known(changed);
  }

  void say(Stage stage, Reply reply) {
    voice.say(stage, reply);
  }

  Judgement judgement() {
    return judgement;
  }

  void judge(Stage stage, Verdict verdict, Effect effect) {
    judgement.slowDown(verdict);
    judgement.on(stage, verdict, effect);
  }

  /** The connection is there, after the handshake on a listener with implicit TLS. */
  void open() {
    if (peer.tls() == null) {
      askConnect();
    } else {
      judge(Stage.TLS, conversation.onTls(peer), CONNECT);
    }
  }

  /** The same, but the server itself turns the client away. */
  void open(Reply refusal, Ending why) {
    voice.say(Stage.CONNECT, refusal);
    close(why);
  }

  /** The handshake after STARTTLS is done. */
  void openEncrypted() {
    spoken = true;
    judge(Stage.TLS, conversation.onTls(peer), ENCRYPTED);
  }

  private void askConnect() {
    Verdict verdict = conversation.onConnect(peer);
    Manners manners = offer.settings().manners();
    judge(
        Stage.CONNECT,
        manners.greetingDelay().isZero()
            ? verdict
            : verdict.after(verdict.delay().plus(manners.greetingDelay())),
        GREET);
  }

  /** The session starts over, for another client (XCLIENT). */
  void restart(Peer client) {
    mailing.abandon();
    known(client);
    judge(Stage.CONNECT, conversation.onConnect(client), GREET);
  }

  private void greet(@Nullable Reply words) {
    Manners.EarlyTalk earlyTalk = offer.settings().manners().earlyTalk();
    if (early && earlyTalk == Manners.EarlyTalk.CLOSE) {
      close(Ending.LIMIT);
    } else if (early && earlyTalk == Manners.EarlyTalk.REFUSE) {
      turnAway(Stage.CONNECT, Replies.EARLY_TALK);
    } else {
      spoken = true;
      voice.say(Stage.CONNECT, words == null ? offer.greeting() : words);
      state = State.COMMANDS;
    }
  }

  /** Input has come that nobody takes yet; before the greeting, that is early (RFC 5321 4.3.1). */
  void waiting() {
    if (!spoken && !early) {
      early = true;
      notice(Notice.EARLY_TALK);
    }
  }

  void notice(Notice notice) {
    carrier.recording().noticed(notice);
    conversation.onNotice(peer, notice);
  }

  void command(Command command) {
    if (command instanceof Command.Refused refused && refused.fatal()) {
      voice.say(Stage.OTHER, refused.reply());
      close(Ending.LIMIT);
    } else if (turnedAway) {
      turnedAway(command);
    } else if (command instanceof Command.Http) {
      dialect.http();
    } else {
      dialect.take(command);
    }
    leaveIfAsked();
  }

  /** RFC 5321 3.1: after a greeting that says no, only QUIT is taken. */
  private void turnedAway(Command command) {
    if (command instanceof Command.Plain plain && plain.verb() == Verb.QUIT) {
      dialect.askQuit(Replies.GOODBYE);
    } else if (firstAnswer != null) {
      voice.say(Stage.TLS, firstAnswer);
      firstAnswer = null;
    } else {
      dialect.error(Stage.OTHER, Replies.NOT_SERVING);
    }
  }

  /** Content has come. */
  void content(ByteBuf in) {
    mailing.reception().receive(in);
    leaveIfAsked();
  }

  private void leaveIfAsked() {
    Reply words = leaving;
    if (Replies.LOG_IN_LATE.equals(words) && peer.identity() != null) {
      leaving = null; // the client was made to wait, and then let in
    } else if (words != null && state == State.COMMANDS && !mailing.isOpen()) {
      voice.say(Stage.OTHER, words);
      close(leavingFor);
    }
  }

  void close(Ending why) {
    mailing.unanswered();
    ending = why;
    state = State.CLOSED;
    carrier.close(why);
  }

  private void turnAway(Stage stage, Reply refusal) {
    voice.say(stage, refusal);
    turnedAway = true;
    spoken = true;
    state = State.COMMANDS;
  }

  /** Nothing may be sent before the client speaks: its first command gets the answer. */
  private void turnAwayLater(Reply reply) {
    firstAnswer = reply;
    turnedAway = true;
    state = State.COMMANDS;
  }

  /** Breaks off without a word. */
  void reset(Ending why) {
    mailing.unanswered();
    ending = why;
    state = State.CLOSED;
    carrier.reset(why);
  }

  void resume() {
    judgement.resume();
    mailing.resume();
    leaveIfAsked();
  }

  /** A verdict that was to come later. */
  void decided(Verdict verdict) {
    judgement.decided(verdict);
    mailing.resume();
    leaveIfAsked();
  }

  /** Nothing came for too long (RFC 5321 4.5.3.2.7). */
  void idle() {
    if (state != State.CLOSED) {
      voice.say(Stage.OTHER, dialect.idle());
      close(Ending.TIMEOUT);
    }
  }

  /**
   * The server wants it to end, as it goes down for example (RFC 5321 3.8).
   *
   * @param atOnce even in a transaction
   */
  void leave(Reply words, Ending why, boolean atOnce) {
    if (state == State.CLOSED || state == State.TLS) {
      return;
    }
    leaving = words;
    leavingFor = why;
    if (atOnce) {
      voice.say(Stage.OTHER, words);
      close(why);
    } else {
      leaveIfAsked();
    }
  }

  /** The application, or this engine, threw. */
  void fault(Throwable thrown) {
    carrier.fault(thrown); // first, as it asks whose call is under way
    if (state != State.CLOSED) {
      voice.say(Stage.OTHER, Replies.FAULT);
      close(Ending.FAULT);
    }
  }

  /** The connection is gone. */
  void ended(Ending unlessKnown) {
    mailing.reception().brokenOff();
    state = State.CLOSED;
    mailing.unanswered();
    try {
      mailing.abandon();
    } catch (RuntimeException | Error thrown) {
      carrier.fault(thrown);
    }
    conversation.onEnd(ending(unlessKnown));
  }

  Ending ending(Ending unlessKnown) {
    return ending == null ? unlessKnown : ending;
  }
}
