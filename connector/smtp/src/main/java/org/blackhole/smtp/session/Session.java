// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Handshake;
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
  private static final Effect ANSWER = Effect.of((s, words) -> s.answer(words));
  private static final Effect HELO = Effect.of((s, words) -> s.greeted(words));
  private static final Effect RSET = Effect.of((s, words) -> s.reset(words));
  private static final Effect START_TLS = Effect.of((s, words) -> s.startTls(words));
  private static final Effect QUIT = Effect.of((s, words) -> s.quit(words));

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
  private int errors;
  private boolean spoken;
  private boolean early;
  private boolean turnedAway;
  private @Nullable Reply leaving;
  private Ending leavingFor = Ending.SHUTDOWN;
  private @Nullable Reply firstAnswer;
  private @Nullable Ending ending;

  // What was asked for, while it is judged.
  private Reply usual = Replies.NOOP_OK;
  private @Nullable Peer candidate;

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

  void judge(Stage stage, Verdict verdict, Effect effect) {
    judgement.slowDown(verdict);
    judgement.on(stage, verdict, effect);
  }

  /** Judges what was decided earlier, and has set the pace then. */
  void judgeLater(Stage stage, Verdict verdict, Effect effect) {
    judgement.on(stage, verdict, effect);
  }

  /** Of a verdict that is not judged here, or not yet. */
  void slowDown(Verdict verdict) {
    judgement.slowDown(verdict);
  }

  boolean owesAnswer() {
    return judgement.owesAnswer();
  }

  /** Asks about a command that changes nothing; {@code usual} is what is said if it may be. */
  void ask(Stage stage, String argument, Reply usual) {
    this.usual = usual;
    judge(stage, conversation.onCommand(peer, stage, argument), ANSWER);
  }

  private void answer(@Nullable Reply words) {
    voice.say(judgement.stage(), words == null ? usual : words);
  }

  /** EHLO and its kind; a refusal changes nothing (RFC 5321 4.1.4). */
  void hello(String name, boolean extended, Reply usual) {
    Peer greeted = peer.greeted(name, extended);
    this.usual = usual;
    candidate = greeted;
    judge(Stage.HELO, conversation.onHelo(greeted), HELO);
  }

  private void greeted(@Nullable Reply words) {
    mailing.abandon();
    if (candidate != null) {
      known(candidate);
      candidate = null;
    }
    answer(words);
  }

  void askReset(Reply usual) {
    this.usual = usual;
    judge(Stage.RSET, conversation.onCommand(peer, Stage.RSET, ""), RSET);
  }

  private void reset(@Nullable Reply words) {
    mailing.abandon();
    answer(words);
  }

  void askQuit(Reply usual) {
    this.usual = usual;
    judge(Stage.QUIT, conversation.onCommand(peer, Stage.QUIT, ""), QUIT);
  }

  private void quit(@Nullable Reply words) {
    answer(words);
    close(Ending.QUIT);
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
      http();
    } else {
      dialect.take(command);
    }
    leaveIfAsked();
  }

  /** RFC 5321 3.1: after a greeting that says no, only QUIT is taken. */
  private void turnedAway(Command command) {
    if (command instanceof Command.Plain plain && plain.verb() == Verb.QUIT) {
      askQuit(Replies.GOODBYE);
    } else if (firstAnswer != null) {
      voice.say(Stage.TLS, firstAnswer);
      firstAnswer = null;
    } else {
      error(Stage.OTHER, Replies.NOT_SERVING);
    }
  }

  /** Whether content has begun and not come to its end. */
  boolean isInContent() {
    return mailing.reception().isUnfinished();
  }

  /** Content has come. */
  void content(ByteBuf in) {
    mailing.reception().receive(in);
    leaveIfAsked();
  }

  private void http() {
    if (peer.helo() == null && errors == 0 && offer.settings().manners().refuseHttp()) {
      notice(Notice.HTTP_REQUEST);
      voice.say(Stage.OTHER, Replies.HTTP);
      close(Ending.LIMIT);
    } else {
      error(Stage.OTHER, Replies.UNKNOWN);
    }
  }

  /** STARTTLS; a refusal leaves the session as it is. */
  void askStartTls(Reply goAhead) {
    usual = goAhead;
    judge(Stage.TLS, conversation.onStartTls(peer), START_TLS);
  }

  /** Says 220 and leaves the line to TLS, unless there is to be none. */
  private void startTls(@Nullable Reply words) {
    Handshake handshake = Objects.requireNonNull(conversation.onHandshake(peer, null));
    if (handshake.action() == Handshake.Action.PLAIN) {
      Verdict yes = words == null ? Verdict.proceed() : Verdict.reply(words);
      judge(Stage.TLS, yes.after(handshake.delay()), ANSWER);
      return;
    }
    if (!carrier.takesHandshake()) {
      voice.say(Stage.TLS, Replies.TLS_BUSY);
      return;
    }
    mailing.abandon();
    tally.used(Extension.STARTTLS);
    answer(words);
    state = State.TLS;
    carrier.startTls(handshake);
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

  /** An error of syntax or order, of which a session has only so many. */
  void error(Stage stage, Reply reply) {
    if (++errors >= offer.limits().maxErrors()) {
      voice.say(stage, Replies.TOO_MANY_ERRORS);
      close(Ending.LIMIT);
    } else {
      voice.say(stage, reply);
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

  void closeByPolicy() {
    mailing.refusedToOpen();
    close(Ending.POLICY);
  }

  void closeByPolicy(Stage stage, Reply lastWords) {
    voice.say(stage, lastWords);
    mailing.answered(lastWords.isPositive(), lastWords.code());
    closeByPolicy();
  }

  void resetByPolicy() {
    mailing.refusedToOpen();
    mailing.unanswered();
    ending = Ending.POLICY;
    state = State.CLOSED;
    carrier.reset(Ending.POLICY);
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
