// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.chance.Dice;
import org.blackhole.policy.count.Ledger;
import org.blackhole.policy.index.Candidates;
import org.blackhole.policy.mode.Answer;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.rule.Action;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Decision;
import org.blackhole.policy.rule.RateRange;
import org.blackhole.policy.rule.ReplyTemplate;
import org.blackhole.policy.rule.Scene;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Asks the limits and rules of a stage, in order. What takes effect without deciding adds up until
 * it is collected by {@link #collect}. For one session, on its thread.
 */
final class Judge {

  private final Scene scene;
  private final Ledger ledger;
  private final Decisions decisions;
  private final Candidates candidates = new Candidates();

  private @Nullable List<CompiledLimit.Taken> held; // null if there is no cap

  private long wait;
  private long read;
  private long write;
  private int deferredAt = -1;

  Judge(Scene scene, Ledger ledger, Decisions decisions) {
    this.scene = scene;
    this.ledger = ledger;
    this.decisions = decisions;
  }

  /**
   * What the limits and rules of the scene's stage decide, or null.
   *
   * @param tokens what a limit takes here: octets of the message, else 1
   */
  @Nullable Ruling judge(Terms terms, long tokens) {
    Ruling refused = limits(terms, tokens);
    return refused == null ? judgeFrom(terms, 0) : refused;
  }

  /** What the limits of the scene's stage decide, or null. */
  @Nullable Ruling limits(Terms terms, long tokens) {
    var limits = terms.limitsAt(scene.stage());
    return limits == null ? null : limits(limits, tokens);
  }

  /** What the rules of the scene's stage decide, from the one of this number on, or null. */
  @Nullable Ruling judgeFrom(Terms terms, int first) {
    deferredAt = -1;
    StageRules stage = terms.rulesAt(scene.stage());
    if (stage == null) {
      return null;
    }
    int i = stage.index().begin(scene, candidates);
    if (i >= 0 && i < first) {
      i = candidates.next(first);
    }
    for (; i >= 0; i = candidates.next(i + 1)) {
      CompiledRule rule = stage.rules().get(i);
      boolean matches = Condition.all(rule.when(), scene);
      if (scene.isDeferred()) {
        deferredAt = i;
        return null;
      }
      CompiledAction due = matches ? rule.due(scene, ledger) : null;
      if (due != null) {
        Ruling ruling = act(due, null, rule.name(), rule.when());
        if (ruling != null) {
          return ruling;
        }
      }
    }
    return null;
  }

  /** The rule that could not be asked before the ClientHello is there, or -1. */
  int deferredAt() {
    return deferredAt;
  }

  private @Nullable Ruling limits(List<CompiledLimit> limits, long tokens) {
    List<CompiledLimit.Taken> taken = new ArrayList<>();
    for (CompiledLimit limit : limits) {
      if (!limit.take(scene, ledger, tokens, taken)) {
        Ruling ruling = act(limit.then(), null, limit.name(), List.of());
        if (ruling != null && !ruling.accepts()) {
          taken.forEach(CompiledLimit.Taken::undo);
          return ruling;
        } else if (ruling != null) {
          hold(taken);
          return ruling;
        }
      }
    }
    hold(taken);
    return null;
  }

  private void hold(List<CompiledLimit.Taken> taken) {
    for (CompiledLimit.Taken each : taken) {
      if (each.caps() != null) {
        held().add(each);
      }
    }
  }

  private List<CompiledLimit.Taken> held() {
    List<CompiledLimit.Taken> known = held;
    if (known == null) {
      known = new ArrayList<>(1);
      held = known;
    }
    return known;
  }

  /** The session is open no more. */
  void leave() {
    if (held != null) {
      held.forEach(CompiledLimit.Taken::undo);
      held = null;
    }
  }

  /**
   * Acts; gives what was decided, or null. The outer action of a choice lends what the inner lacks.
   */
  private @Nullable Ruling act(
      CompiledAction compiled, @Nullable Action outer, String rule, List<Condition> when) {
    Action action = outer == null ? compiled.action() : within(outer, compiled.action());
    Dice dice = scene.dice();
    if (action.decision() instanceof Decision.Choose choose && !compiled.choices().isEmpty()) {
      int chosen = choose.indexAt(dice.below(choose.sum()));
      return act(compiled.choices().get(chosen), action, rule, when);
    }
    if (action.tag() != null) {
      decisions.tagged(action.tag());
    }
    read = rate(action.throttle(), read);
    write = rate(action.throttleReplies(), write);
    long delay = delay(action.delay());
    Ruling ruling = rule(compiled, action, rule, when, delay);
    if (ruling == null) {
      wait += Math.max(0, delay);
      decisions.made(rule, null);
    } else {
      Mode mode = ruling.mode();
      decisions.made(rule, mode == null ? null : mode.label());
    }
    return ruling;
  }

  private static Action within(Action outer, Action inner) {
    return new Action(
        inner.decision(),
        inner.delay() == null ? outer.delay() : inner.delay(),
        inner.throttle() == null ? outer.throttle() : inner.throttle(),
        inner.throttleReplies() == null ? outer.throttleReplies() : inner.throttleReplies(),
        inner.tag() == null ? outer.tag() : inner.tag());
  }

  private long rate(@Nullable RateRange range, long before) {
    return range == null ? before : range.draw(scene.dice());
  }

  private long delay(@Nullable DurationRange range) {
    return range == null ? -1 : Delay.of(range).draw(scene.dice());
  }

  private @Nullable Ruling rule(
      CompiledAction compiled, Action action, String rule, List<Condition> when, long delay) {
    if (action.decision() != null && isOutOfPlace(action.decision())) {
      return null;
    }
    if (action.decision() instanceof Decision.Hang hang) {
      Duration hold = Duration.ofMillis(Delay.of(hang.hold()).draw(scene.dice()));
      Handshake stalled = hold.isZero() ? Handshake.close() : Handshake.stall(hold);
      return new Ruling(rule, Verdict.hang(hold).by(rule), delay, stalled, null);
    }
    if (compiled.answers() != null) {
      Answer answer = answer(compiled.answers());
      return new Ruling(rule, answer.verdict(), delay, null, answer.mode());
    }
    ReplyTemplate template = compiled.template();
    if (template != null) {
      Reply reply = template.render(scene, rule, when);
      Verdict verdict = compiled.closes() ? Verdict.replyThenClose(reply) : Verdict.reply(reply);
      return new Ruling(rule, verdict.by(rule), delay, null, null);
    }
    return compiled.verdict() == null
        ? null
        : new Ruling(rule, compiled.verdict(), delay, compiled.handshake(), null);
  }

  /** What is for STARTTLS alone decides nothing elsewhere, a session in plain text only before. */
  private boolean isOutOfPlace(Decision decision) {
    boolean late = decision instanceof Decision.Tls && scene.hasHello();
    return decision.isForStartTls() && (late || scene.peer().listener().scheme() == Scheme.SMTPS);
  }

  private Answer answer(Answers answers) {
    Answer atConnect = scene.stage() == Stage.CONNECT ? answers.atConnect() : null;
    return atConnect != null ? atConnect : answers.atMessage(scene.dice());
  }

  /** Adds what has taken effect so far to a verdict, after a delay of its own in milliseconds. */
  Verdict collect(Verdict verdict, long delay) {
    long total = wait + delay;
    wait = 0;
    Verdict out = total == 0 ? verdict : verdict.after(Duration.ofMillis(total));
    if (read != 0 || write != 0) {
      out = out.throttled(new Throttle(read, write));
      read = 0;
      write = 0;
    }
    return out;
  }

  /** The same for a handshake; a throttle waits for the next verdict. */
  Handshake collect(Handshake handshake, long delay) {
    long total = wait + delay;
    wait = 0;
    return total == 0 ? handshake : handshake.after(Duration.ofMillis(total));
  }
}
