// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Wording;
import org.blackhole.policy.rule.Action;
import org.blackhole.policy.rule.Decision;
import org.blackhole.policy.rule.ReplyTemplate;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An action made ready for one stage: what is always the same is made once. Immutable.
 *
 * @param verdict what is decided, if it is always the same
 * @param template the words, if they differ from session to session
 * @param closes whether the connection closes after the words
 * @param answers what a mode's answer is drawn from
 * @param choices one for each of the choices
 * @param handshake what becomes of a handshake
 */
record CompiledAction(
    Action action,
    @Nullable Verdict verdict,
    @Nullable ReplyTemplate template,
    boolean closes,
    @Nullable Answers answers,
    List<CompiledAction> choices,
    @Nullable Handshake handshake) {

  static CompiledAction of(Action action, String rule, Stage stage, Wording wording) {
    Decision decision = action.decision();
    if (decision instanceof Decision.Say say) {
      return said(action, say.reply(), say.close(), rule, stage);
    } else if (decision instanceof Decision.RefuseTls refusal) {
      return said(action, refusal.reply(), false, rule, stage);
    } else if (decision instanceof Decision.ByMode mode) {
      return new CompiledAction(
          action, null, null, false, Answers.of(mode.mode(), rule, wording), List.of(), null);
    } else if (decision instanceof Decision.Choose choose) {
      List<CompiledAction> choices =
          choose.choices().stream().map(each -> of(each.then(), rule, stage, wording)).toList();
      return new CompiledAction(action, null, null, false, null, choices, null);
    } else if (decision instanceof Decision.Tls tls) {
      return fixed(action, Verdict.proceed(), tls.handshake(), rule);
    } else if (decision instanceof Decision.Accept) {
      return fixed(action, Verdict.proceed(), Handshake.usual(), rule);
    } else if (decision instanceof Decision.Close) {
      return fixed(action, Verdict.close(), Handshake.close(), rule);
    } else if (decision instanceof Decision.Reset) {
      return fixed(action, Verdict.reset(), Handshake.reset(), rule);
    }
    return new CompiledAction(action, null, null, false, null, List.of(), null);
  }

  private static CompiledAction fixed(
      Action action, Verdict verdict, Handshake handshake, String rule) {
    return new CompiledAction(action, verdict.by(rule), null, false, null, List.of(), handshake);
  }

  private static CompiledAction said(
      Action action, ReplyTemplate template, boolean closes, String rule, Stage stage) {
    if (!template.placeholders().isEmpty()) {
      return new CompiledAction(action, null, template, closes, null, List.of(), null);
    }
    var reply = template.fixed(stage);
    Verdict verdict = closes ? Verdict.replyThenClose(reply) : Verdict.reply(reply);
    return new CompiledAction(action, verdict.by(rule), null, closes, null, List.of(), null);
  }
}
