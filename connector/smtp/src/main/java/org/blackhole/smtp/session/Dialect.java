// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Objects;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of a session mean: the order they must come in, and what is answered. What all
 * dialects have in common is here, but for mail: how the application is asked about EHLO and its
 * kind, RSET, STARTTLS, QUIT and commands that change nothing, and what comes of it. One for each
 * session; on its thread.
 */
abstract sealed class Dialect permits StrictDialect, KuraDialect {

  private static final Effect ANSWER = Effect.of((s, words) -> s.dialect().answer(words));
  private static final Effect HELO = Effect.of((s, words) -> s.dialect().greeted(words));
  private static final Effect RSET = Effect.of((s, words) -> s.dialect().reset(words));
  private static final Effect START_TLS = Effect.of((s, words) -> s.dialect().startTls(words));
  private static final Effect QUIT = Effect.of((s, words) -> s.dialect().quit(words));

  final Session session;
  final Offer offer;
  final Mailing mailing;

  private int errors;

  // What was asked for, while it is judged.
  private Reply usual = Replies.NOOP_OK;
  private @Nullable Peer candidate;

  Dialect(Session session) {
    this.session = session;
    this.offer = session.offer();
    this.mailing = session.mailing();
  }

  /** Takes a command, in any state in which commands are read. */
  abstract void take(Command command);

  /** What is said when nothing came for too long. */
  abstract Reply idle();

  /** What is said to a message over the limit. */
  abstract Reply tooLarge();

  /** An error of syntax or order, of which a session has only so many. */
  final void error(Stage stage, Reply reply) {
    if (++errors >= offer.limits().maxErrors()) {
      session.say(stage, Replies.TOO_MANY_ERRORS);
      session.close(Ending.LIMIT);
    } else {
      session.say(stage, reply);
    }
  }

  /** A request of HTTP, which is no command. */
  final void http() {
    boolean first = session.peer().helo() == null && errors == 0;
    if (first && offer.settings().manners().refuseHttp()) {
      session.notice(Notice.HTTP_REQUEST);
      session.say(Stage.OTHER, Replies.HTTP);
      session.close(Ending.LIMIT);
    } else {
      error(Stage.OTHER, Replies.UNKNOWN);
    }
  }

  private Conversation conversation() {
    return session.conversation();
  }

  /** Asks about a command that changes nothing; {@code usual} is what is said if it may be. */
  final void ask(Stage stage, String argument, Reply usual) {
    this.usual = usual;
    session.judge(stage, conversation().onCommand(session.peer(), stage, argument), ANSWER);
  }

  private void answer(@Nullable Reply words) {
    session.say(session.judgement().stage(), words == null ? usual : words);
  }

  /** EHLO and its kind; a refusal changes nothing (RFC 5321 4.1.4). */
  final void askHello(String name, boolean extended, Reply usual) {
    Peer greeted = session.peer().greeted(name, extended);
    this.usual = usual;
    candidate = greeted;
    session.judge(Stage.HELO, conversation().onHelo(greeted), HELO);
  }

  private void greeted(@Nullable Reply words) {
    mailing.abandon();
    if (candidate != null) {
      session.known(candidate);
      candidate = null;
    }
    answer(words);
  }

  final void askReset(Reply usual) {
    this.usual = usual;
    session.judge(Stage.RSET, conversation().onCommand(session.peer(), Stage.RSET, ""), RSET);
  }

  private void reset(@Nullable Reply words) {
    mailing.abandon();
    answer(words);
  }

  final void askQuit(Reply usual) {
    this.usual = usual;
    session.judge(Stage.QUIT, conversation().onCommand(session.peer(), Stage.QUIT, ""), QUIT);
  }

  private void quit(@Nullable Reply words) {
    answer(words);
    session.close(Ending.QUIT);
  }

  /** STARTTLS; a refusal leaves the session as it is. */
  final void askStartTls(Reply goAhead) {
    usual = goAhead;
    session.judge(Stage.TLS, conversation().onStartTls(session.peer()), START_TLS);
  }

  /** Says 220 and leaves the line to TLS, unless there is to be none. */
  private void startTls(@Nullable Reply words) {
    Handshake handshake = Objects.requireNonNull(conversation().onHandshake(session.peer(), null));
    if (handshake.action() == Handshake.Action.PLAIN) {
      Verdict yes = words == null ? Verdict.proceed() : Verdict.reply(words);
      session.judge(Stage.TLS, yes.after(handshake.delay()), ANSWER);
      return;
    }
    if (!session.carrier().takesHandshake()) {
      session.say(Stage.TLS, Replies.TLS_BUSY);
      return;
    }
    mailing.abandon();
    session.tally().used(Extension.STARTTLS);
    answer(words);
    session.become(State.TLS);
    session.carrier().startTls(handshake);
  }
}
