// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blackhole.policy.count.Counts;
import org.blackhole.policy.mode.Wording;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Decision;
import org.blackhole.policy.rule.Field;
import org.blackhole.policy.rule.Groups;
import org.blackhole.policy.rule.Per;
import org.blackhole.policy.rule.Rule;
import org.blackhole.policy.rule.Script;
import org.blackhole.policy.rule.Spelling;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;

/** Sorts the rules of a document that can match on one listener by stage. For one use. */
final class ListenerRules {

  private final Map<Stage, List<CompiledRule>> sorted = new EnumMap<>(Stage.class);
  private final Set<String> headers = new HashSet<>();
  private final ListenerInfo listener;
  private final boolean implicitTls;
  private final Wording wording;

  ListenerRules(List<Rule> rules, Counts counts, ListenerInfo listener) {
    this.listener = listener;
    this.implicitTls = listener.scheme() == Scheme.SMTPS;
    this.wording = Wording.of(listener);
    for (Rule rule : rules) {
      if (isPossible(rule)) {
        add(rule, counts);
      }
    }
    for (var limit : counts.limits()) {
      note(limit.limit().per());
    }
  }

  /** Those there are at each stage. */
  ByStage<StageRules> byStage() {
    Map<Stage, StageRules> all = new EnumMap<>(Stage.class);
    sorted.forEach((stage, rules) -> all.put(stage, StageRules.of(rules)));
    return ByStage.of(all);
  }

  /** The header fields that are looked at, in lower case. */
  Set<String> headers() {
    return Set.copyOf(headers);
  }

  private boolean isPossible(Rule rule) {
    Decision decision = rule.then().decision();
    boolean onlyByStartTls = decision != null && decision.isForStartTls();
    return !(implicitTls && onlyByStartTls)
        && rule.when().stream().noneMatch(each -> isOfListener(each) && !holds(each));
  }

  private static boolean isOfListener(Condition condition) {
    return condition instanceof Condition.Text text && text.field() == Field.LISTENER;
  }

  /** Whether it holds on this listener anyway, and lends no words to a reply. */
  private static boolean isSettled(Condition condition) {
    return isOfListener(condition) && Groups.names(List.of(condition)).isEmpty();
  }

  private boolean holds(Condition condition) {
    Spelling name = Spelling.of(listener.name());
    return condition instanceof Condition.Text text
        && text.any().stream().anyMatch(pattern -> pattern.matches(name));
  }

  private void add(Rule rule, Counts counts) {
    List<Condition> when = rule.when().stream().filter(each -> !isSettled(each)).toList();
    for (Stage stage : Stage.values()) {
      if (rule.isAt(stage, implicitTls)) {
        sorted
            .computeIfAbsent(stage, s -> new ArrayList<>())
            .add(CompiledRule.of(rule, when, counts, stage, wording));
      }
    }
    noteHeaders(when);
    Script script = rule.script();
    if (script != null) {
      note(script.per());
    }
  }

  private void note(List<Per> per) {
    if (per.contains(Per.MESSAGE_ID)) {
      headers.add(Per.MESSAGE_ID_FIELD);
    }
  }

  private void noteHeaders(List<Condition> conditions) {
    for (Condition each : conditions) {
      if (each instanceof Condition.Header header) {
        headers.add(header.name());
      } else if (each instanceof Condition.Not not) {
        not.none().forEach(this::noteHeaders);
      }
    }
  }
}
