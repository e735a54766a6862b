// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.chance.Dice;
import org.blackhole.policy.mode.Answer;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Mode;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One session under the policy (RFC 5321 3). It keeps the policy that was in force when its
 * transaction began. For the session's event loop; an accepted message without delay allocates
 * nothing here.
 */
public final class PolicyConversation implements Conversation {

  private final PolicyInForce inForce;
  private final Decisions decisions;
  private final Peer peer;

  private CompiledPolicy policy;
  private Terms terms;
  private Dice dice;
  private @Nullable Answers switchedMode;
  private @Nullable Delay switchedDelay;

  public PolicyConversation(Peer peer, PolicyInForce inForce, Decisions decisions) {
    this.inForce = inForce;
    this.decisions = decisions;
    this.peer = peer;
    this.policy = inForce.begin(peer.ordinal());
    this.terms = policy.on(peer.listener());
    this.dice = policy.chance().dice(peer.ordinal());
  }

  @Override
  public Verdict onConnect(Peer peer) {
    Answer answer = terms.answers().atConnect();
    return answer == null ? Verdict.proceed() : give(answer);
  }

  @Override
  public Verdict onAuth(Peer peer, Credentials credentials) {
    return LogInWords.judge(credentials);
  }

  @Override
  public Verdict onMail(Envelope envelope) {
    switchedMode = null;
    switchedDelay = null;
    CompiledPolicy now = inForce.current();
    if (now != policy) {
      adopt(now);
    }
    return Verdict.proceed();
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers headers) {
    if (terms.switches()) {
      switchedMode = Switches.mode(headers.first(Switches.MODE), terms.wording());
      switchedDelay = Switches.delay(headers.first(Switches.DELAY));
    }
    return Verdict.proceed();
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    Answers answers = switchedMode != null ? switchedMode : terms.answers();
    Delay delay = switchedDelay != null ? switchedDelay : terms.delay();
    Verdict verdict = give(answers.atMessage(dice));
    long wait = delay.draw(dice);
    return wait == 0 ? verdict : verdict.after(Duration.ofMillis(wait));
  }

  private void adopt(CompiledPolicy now) {
    if (!now.chance().equals(policy.chance())) {
      dice = now.chance().dice(peer.ordinal());
    }
    policy = now;
    terms = now.on(peer.listener());
  }

  private Verdict give(Answer answer) {
    Mode mode = answer.mode();
    decisions.made(answer.by(), mode == null ? null : mode.label());
    return answer.verdict();
  }
}
