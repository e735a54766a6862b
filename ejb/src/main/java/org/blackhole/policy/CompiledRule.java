// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import java.util.Objects;
import org.blackhole.policy.count.Counts;
import org.blackhole.policy.count.Ledger;
import org.blackhole.policy.count.Matches;
import org.blackhole.policy.mode.Wording;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Per;
import org.blackhole.policy.rule.Rule;
import org.blackhole.policy.rule.Scene;
import org.blackhole.policy.rule.Script;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A rule made ready for one stage of one listener. Immutable but for its counts.
 *
 * @param when without what holds on this listener anyway
 * @param matches what its script counts, or null
 * @param actions one, or those of the sequence
 */
record CompiledRule(
    String name, List<Condition> when, @Nullable Matches matches, List<CompiledAction> actions) {

  static CompiledRule of(
      Rule rule, List<Condition> when, Counts counts, Stage stage, Wording wording) {
    Script script = rule.script();
    boolean sequence = script != null && script.kind() == Script.Kind.SEQUENCE;
    var actions = sequence ? Objects.requireNonNull(script).sequence() : List.of(rule.then());
    return new CompiledRule(
        rule.name(),
        when,
        counts.matches(rule.name()),
        actions.stream()
            .map(action -> CompiledAction.of(action, rule.name(), stage, wording))
            .toList());
  }

  /** Counts a match; gives the action that is due, or null. */
  @Nullable CompiledAction due(Scene scene, Ledger ledger) {
    if (matches == null) {
      return actions.get(0);
    }
    Script script = matches.script();
    long before = ledger.match(name, matches, Per.key(script.per(), scene));
    int due = script.due(before);
    return due == Script.NOT_DUE ? null : actions.get(due);
  }
}
