// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;

/**
 * Carries out the verdicts of one session, each at once or after its delay; one is under way at a
 * time.
 */
final class Judgement {

  private final Session session;
  private final Carrier carrier;

  private Stage stage = Stage.CONNECT;
  private Effect effect = Session.GREET;
  private Verdict verdict = Verdict.proceed();
  private State afterWait = State.OPENING;

  Judgement(Session session, Carrier carrier) {
    this.session = session;
    this.carrier = carrier;
  }

  /** The stage judged last. */
  Stage stage() {
    return stage;
  }

  /** Whether the client is still to hear something once the pause is over. */
  boolean owesAnswer() {
    return session.state() == State.WAITING && verdict.action() != Verdict.Action.CLOSE;
  }

  /** Judges; the pace that the verdict sets is set already. */
  void on(Stage stage, Verdict verdict, Effect effect) {
    this.stage = stage;
    this.effect = effect;
    if (verdict.delay().isZero()) {
      carryOut(verdict);
    } else {
      pause(verdict, verdict.delay());
    }
  }

  private void pause(Verdict then, Duration delay) {
    verdict = then;
    afterWait = session.state();
    session.become(State.WAITING);
    carrier.pause(delay.toNanos());
  }

  /** The pause that the carrier was asked for is over. */
  void resume() {
    if (session.state() == State.WAITING) {
      session.become(afterWait);
      carryOut(verdict);
    }
  }

  /** The pace that a verdict asks for holds from now on, whatever else it says. */
  void slowDown(Verdict v) {
    Throttle throttle = v.throttle();
    if (throttle != null) {
      carrier.throttle(throttle);
    }
  }

  private void carryOut(Verdict v) {
    VerdictLog.carriedOut(session.peer(), stage, v);
    switch (v.action()) {
      case PROCEED -> effect.yes().on(session, null);
      case REPLY -> reply(reply(v));
      case REPLY_THEN_CLOSE -> close(reply(v));
      case CLOSE -> close();
      case RESET -> reset();
      case HANG -> pause(Verdict.close(), v.hold());
      case LATER -> await(v);
    }
  }

  private void close(Reply lastWords) {
    session.say(stage, lastWords);
    session.mailing().answered(lastWords.isPositive(), lastWords.code());
    close();
  }

  private void close() {
    session.mailing().refusedToOpen();
    session.close(Ending.POLICY);
  }

  private void reset() {
    session.mailing().refusedToOpen();
    session.reset(Ending.POLICY);
  }

  private void await(Verdict v) {
    CompletionStage<Verdict> later = v.stage();
    if (later == null) {
      throw new IllegalStateException("A verdict to come has no stage: " + v);
    }
    verdict = v;
    afterWait = session.state();
    session.become(State.WAITING);
    carrier.await(later);
  }

  /** What was to come has come. */
  void decided(Verdict v) {
    if (session.state() == State.WAITING) {
      session.become(afterWait);
      slowDown(v);
      on(stage, v, effect);
    }
  }

  private void reply(Reply reply) {
    if (reply.isPositive()) {
      effect.yes().on(session, reply);
    } else {
      effect.no().on(session, stage, reply);
    }
  }

  private static Reply reply(Verdict v) {
    Reply reply = v.reply();
    if (reply == null) {
      throw new IllegalStateException("A verdict to reply has no reply: " + v);
    }
    return reply;
  }
}
