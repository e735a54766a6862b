// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an application decides at a stage. A value: immutable, may be kept and shared. The engine
 * carries it out without holding a thread; a delay is a timer.
 */
public final class Verdict {

  /** What happens. */
  public enum Action {
    /** Yes: the engine's own answer for the stage. */
    PROCEED,
    /** This reply instead of the engine's own. */
    REPLY,
    /** This reply, then the connection closes. */
    REPLY_THEN_CLOSE,
    /** No reply; the connection closes (FIN). */
    CLOSE,
    /** No reply; the connection is torn down (RST). */
    RESET,
    /** Nothing at all for the time {@link Verdict#hold()}, then the connection closes. */
    HANG,
    /** What {@link Verdict#stage()} comes to, once it is complete. */
    LATER
  }

  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Verdict PROCEED =
      new Verdict(Action.PROCEED, null, Duration.ZERO, Duration.ZERO, null, null, null);
  private static final Verdict CLOSE =
      new Verdict(Action.CLOSE, null, Duration.ZERO, Duration.ZERO, null, null, null);
  private static final Verdict RESET =
      new Verdict(Action.RESET, null, Duration.ZERO, Duration.ZERO, null, null, null);

  private final Action action;
  private final @Nullable Reply reply;
  private final Duration delay;
  private final Duration hold;
  private final @Nullable CompletionStage<Verdict> stage;
  private final @Nullable String rule;
  private final @Nullable Throttle throttle;

  private Verdict(
      Action action,
      @Nullable Reply reply,
      Duration delay,
      Duration hold,
      @Nullable CompletionStage<Verdict> stage,
      @Nullable String rule,
      @Nullable Throttle throttle) {
    this.action = action;
    this.reply = reply;
    this.delay = delay;
    this.hold = hold;
    this.stage = stage;
    this.rule = rule;
    this.throttle = throttle;
  }

  /** Yes. Always the same object. */
  public static Verdict proceed() {
    return PROCEED;
  }

  /**
   * Answers with this reply. 421 closes after it is sent (RFC 5321 3.8). A reply with 2yz is a yes
   * in other words.
   *
   * @throws IllegalArgumentException if the reply is 3yz, which asks for more instead of answering
   */
  public static Verdict reply(Reply reply) {
    if (reply.code() / 100 == 3) {
      throw new IllegalArgumentException("A 3yz reply decides nothing: " + reply);
    }
    return new Verdict(
        reply.code() == 421 ? Action.REPLY_THEN_CLOSE : Action.REPLY,
        reply,
        Duration.ZERO,
        Duration.ZERO,
        null,
        null,
        null);
  }

  /** Answers with this reply, then closes. */
  public static Verdict replyThenClose(Reply reply) {
    return new Verdict(
        Action.REPLY_THEN_CLOSE,
        Objects.requireNonNull(reply),
        Duration.ZERO,
        Duration.ZERO,
        null,
        null,
        null);
  }

  /** Closes without a word. */
  public static Verdict close() {
    return CLOSE;
  }

  /** Tears the connection down with RST. */
  public static Verdict reset() {
    return RESET;
  }

  /** Says nothing for this long, then closes. */
  public static Verdict hang(Duration hold) {
    return new Verdict(Action.HANG, null, Duration.ZERO, notNegative(hold), null, null, null);
  }

  /**
   * Decides later, on any thread, without one that waits: the session stands still until the stage
   * is complete, however long that takes, and is then told on its own thread. A stage that fails
   * ends the session with {@code 421 4.3.0}. Not at the end of the header section, where content is
   * on its way.
   */
  public static Verdict later(CompletionStage<Verdict> stage) {
    return new Verdict(
        Action.LATER,
        null,
        Duration.ZERO,
        Duration.ZERO,
        Objects.requireNonNull(stage),
        null,
        null);
  }

  /** The same after a delay, during which nothing more is read from the client. */
  public Verdict after(Duration delay) {
    return new Verdict(action, reply, notNegative(delay), hold, stage, rule, throttle);
  }

  /** The same, decided by the rule of this name, which logs and transcripts carry. */
  public Verdict by(String rule) {
    return new Verdict(action, reply, delay, hold, stage, Objects.requireNonNull(rule), throttle);
  }

  /** The same, and from now on the session goes at most this fast, whatever is decided. */
  public Verdict throttled(Throttle throttle) {
    return new Verdict(action, reply, delay, hold, stage, rule, Objects.requireNonNull(throttle));
  }

  public Action action() {
    return action;
  }

  /** The reply of {@link Action#REPLY} and {@link Action#REPLY_THEN_CLOSE}, else null. */
  public @Nullable Reply reply() {
    return reply;
  }

  /** How long to wait before; zero if at once. */
  public Duration delay() {
    return delay;
  }

  /** How long {@link Action#HANG} hangs. */
  public Duration hold() {
    return hold;
  }

  /** What {@link Action#LATER} waits for, else null. */
  public @Nullable CompletionStage<Verdict> stage() {
    return stage;
  }

  /** The name of the rule that decided, or null. */
  public @Nullable String rule() {
    return rule;
  }

  /** How fast the session goes from now on; null leaves it as it is. */
  public @Nullable Throttle throttle() {
    return throttle;
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("A duration cannot be negative: " + duration);
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A duration is 365 days at most: " + duration);
    }
    return duration;
  }

  @Override
  public String toString() {
    return action
        + (reply == null ? "" : " " + reply)
        + (delay.isZero() ? "" : " after " + delay)
        + (rule == null ? "" : " by " + rule);
  }
}
