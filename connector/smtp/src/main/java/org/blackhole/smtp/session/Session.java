// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Locale;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one conversation (RFC 5321 3 and 4). Decoded input goes in; replies and
 * actions go to the {@link Carrier}. It knows no socket and no clock. One thread.
 */
final class Session {

  static final Effect CONNECT = (s, words) -> s.askConnect();
  static final Effect GREET = (s, words) -> s.greet(words);
  static final Effect ENCRYPTED = (s, words) -> s.state = State.COMMANDS;
  static final Effect HELO = (s, words) -> s.helo(words);
  static final Effect RSET = (s, words) -> s.rset(words);
  static final Effect QUIT = (s, words) -> s.quit(words);
  static final Effect ANSWER = (s, words) -> s.answer(words);

  private final Offer offer;
  private final Conversation conversation;
  private final Carrier carrier;
  private final Tally tally;
  private final byte[] scratch;
  private final Voice voice;
  private final Judgement judgement;
  private final Mailing mailing;

  private Peer peer;
  private State state = State.OPENING;
  private int errors;
  private boolean esmtp;
  private boolean turnedAway;
  private boolean leaving;
  private @Nullable Ending ending;

  // What was asked for, while it is judged.
  private Reply usual = Replies.NOOP_OK;
  private @Nullable Peer greeted;
  private @Nullable Reply firstAnswer;

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
    this.judgement = new Judgement(this, carrier, voice);
    this.mailing = new Mailing(this, offer, conversation, tally, voice, judgement, transactions);
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

  Mailing mailing() {
    return mailing;
  }

  /** The connection is there, after the handshake on a listener with implicit TLS. */
  void open() {
    if (peer.tls() == null) {
      askConnect();
    } else {
      judgement.on(Stage.TLS, conversation.onTls(peer), CONNECT);
    }
  }

  /** The same, but the server itself turns the client away. */
  void open(Reply refusal, Ending why) {
    voice.say(Stage.CONNECT, refusal);
    close(why);
  }

  /** The handshake after STARTTLS is done. */
  void openEncrypted() {
    judgement.on(Stage.TLS, conversation.onTls(peer), ENCRYPTED);
  }

  private void askConnect() {
    judgement.on(Stage.CONNECT, conversation.onConnect(peer), GREET);
  }

  private void greet(@Nullable Reply words) {
    voice.say(Stage.CONNECT, words == null ? offer.greeting() : words);
    state = State.COMMANDS;
  }

  void command(Command command) {
    if (turnedAway && !(command instanceof Command.Plain plain && plain.verb() == Verb.QUIT)) {
      Reply answer = firstAnswer == null ? Replies.NOT_SERVING : firstAnswer;
      firstAnswer = null;
      error(Stage.OTHER, answer);
    } else if (command instanceof Command.Mail mail) {
      mailing.mail(mail, peer);
    } else if (command instanceof Command.Rcpt rcpt) {
      mailing.rcpt(rcpt, peer);
    } else if (command instanceof Command.Plain plain) {
      plain(plain.verb());
    } else if (command instanceof Command.Hello hello) {
      hello(hello);
    } else if (command instanceof Command.Text text) {
      text(text);
    } else if (command instanceof Command.Refused refused) {
      refused(refused);
    }
    leaveIfAsked();
  }

  private void plain(Verb verb) {
    switch (verb) {
      case DATA -> mailing.data(peer);
      case RSET -> judgement.on(Stage.RSET, conversation.onCommand(peer, Stage.RSET, ""), RSET);
      case STARTTLS -> startTls();
      case QUIT -> judgement.on(Stage.QUIT, conversation.onCommand(peer, Stage.QUIT, ""), QUIT);
      default -> error(Stage.OTHER, Replies.NOT_IMPLEMENTED);
    }
  }

  private void text(Command.Text text) {
    String argument = text.argument();
    switch (text.verb()) {
      case NOOP -> ask(Stage.NOOP, argument, Replies.NOOP_OK);
      case VRFY -> {
        if (argument.isEmpty()) {
          error(Stage.VRFY, Replies.VRFY_SYNTAX);
        } else {
          ask(Stage.VRFY, argument, Text.verify(argument, Replies.VRFY_MAYBE));
        }
      }
      case HELP -> {
        if (offer.offers(Extension.HELP)) {
          ask(Stage.HELP, argument, help(argument));
        } else {
          error(Stage.HELP, Replies.NOT_IMPLEMENTED);
        }
      }
      default -> error(Stage.OTHER, Replies.NOT_IMPLEMENTED);
    }
  }

  private void ask(Stage stage, String argument, Reply usual) {
    this.usual = usual;
    judgement.on(stage, conversation.onCommand(peer, stage, argument), ANSWER);
  }

  private void answer(@Nullable Reply words) {
    voice.say(judgement.stage(), words == null ? usual : words);
  }

  private static Reply help(String argument) {
    if (argument.isEmpty()) {
      return Replies.HELP;
    }
    try {
      return Replies.help(Verb.valueOf(argument.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException unknown) {
      return Replies.HELP_UNKNOWN;
    }
  }

  private void refused(Command.Refused refused) {
    if (refused.fatal()) {
      voice.say(Stage.OTHER, Replies.LINE_ENDLESS);
      close(Ending.LIMIT);
    } else {
      error(Stages.of(refused.verb()), refused.reply());
    }
  }

  private void hello(Command.Hello hello) {
    mailing.abandon();
    greeted = peer.greeted(hello.name());
    esmtp = hello.verb() == Verb.EHLO;
    judgement.on(Stage.HELO, conversation.onHelo(greeted), HELO);
  }

  private void helo(@Nullable Reply words) {
    if (greeted != null) {
      peer = greeted;
    }
    voice.say(
        Stage.HELO, words != null ? words : esmtp ? offer.ehlo(peer.tls() != null) : offer.helo());
  }

  private void startTls() {
    if (peer.tls() != null) {
      error(Stage.TLS, Replies.TLS_ACTIVE);
    } else if (offer.startTls() == StartTls.OFF || !offer.offers(Extension.STARTTLS)) {
      error(Stage.TLS, Replies.NOT_IMPLEMENTED);
    } else {
      mailing.abandon();
      tally.used(Extension.STARTTLS);
      voice.say(Stage.TLS, Replies.TLS_GO_AHEAD);
      state = State.TLS;
      carrier.startTls();
    }
  }

  private void rset(@Nullable Reply words) {
    mailing.abandon();
    voice.say(Stage.RSET, words == null ? Replies.RSET_OK : words);
  }

  private void quit(@Nullable Reply words) {
    voice.say(Stage.QUIT, words == null ? Replies.GOODBYE : words);
    close(Ending.QUIT);
  }

  void leaveIfAsked() {
    if (leaving && state == State.COMMANDS && !mailing.isOpen()) {
      voice.say(Stage.OTHER, Replies.SHUTTING_DOWN);
      close(Ending.SHUTDOWN);
    }
  }

  /** An error of syntax or order, of which a session has only so many. */
  void error(Stage stage, Reply reply) {
    if (++errors >= offer.settings().maxErrors()) {
      voice.say(stage, Replies.TOO_MANY_ERRORS);
      close(Ending.LIMIT);
    } else {
      voice.say(stage, reply);
    }
  }

  private void close(Ending why) {
    ending = why;
    state = State.CLOSED;
    carrier.close(why);
  }

  /** The application has refused; of a message, that is counted. */
  void refusing(Stage stage) {
    if (stage == Stage.MESSAGE) {
      tally.message(false);
    }
  }

  /** RFC 5321 3.1: after a greeting that says no, only QUIT is taken. */
  void turnAway() {
    turnedAway = true;
    state = State.COMMANDS;
  }

  /** Nothing may be sent before the client speaks: its first command gets the answer. */
  void turnAwayLater(Reply reply) {
    firstAnswer = reply;
    turnAway();
  }

  void closeByPolicy() {
    close(Ending.POLICY);
  }

  void resetByPolicy() {
    ending = Ending.POLICY;
    state = State.CLOSED;
    carrier.reset(Ending.POLICY);
  }

  void resume() {
    judgement.resume();
    leaveIfAsked();
  }

  /** Nothing came for too long (RFC 5321 4.5.3.2.7). */
  void idle() {
    if (state != State.CLOSED) {
      voice.say(Stage.OTHER, Replies.IDLE);
      close(Ending.TIMEOUT);
    }
  }

  /**
   * The server goes down (RFC 5321 3.8).
   *
   * @param atOnce even in a transaction
   */
  void shutDown(boolean atOnce) {
    if (state == State.CLOSED || state == State.TLS) {
      return;
    }
    leaving = true;
    if (atOnce) {
      voice.say(Stage.OTHER, Replies.SHUTTING_DOWN);
      close(Ending.SHUTDOWN);
    } else {
      leaveIfAsked();
    }
  }

  /** The application, or this engine, threw. */
  void fault(Throwable thrown) {
    carrier.fault(thrown);
    if (state != State.CLOSED) {
      voice.say(Stage.OTHER, Replies.FAULT);
      close(Ending.FAULT);
    }
  }

  /** The connection is gone. */
  void ended(Ending unlessKnown) {
    state = State.CLOSED;
    try {
      mailing.abandon();
    } finally {
      conversation.onEnd(ending == null ? unlessKnown : ending);
    }
  }
}
