// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.count.Counts;
import org.blackhole.policy.mode.Answers;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.policy.mode.Wording;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What a policy comes to on one listener, before a message's switches. Mode and delay are each
 * taken from the first that gives one: the policy's entry for the listener, the listener's own
 * option, the top level. Immutable but for counts.
 *
 * @param hide extension keywords that sessions are not offered
 * @param fields the header fields that count
 */
record Terms(
    Answers answers,
    Delay delay,
    Wording wording,
    Set<String> hide,
    ByStage<StageRules> rules,
    ByStage<List<CompiledLimit>> limits,
    WantedFields fields) {

  /** While no policy can be read. */
  static final Terms MISCONFIGURED =
      new Terms(
          Answers.misconfigured(Decider.FAULT.rule()),
          Delay.NONE,
          Wording.OWN,
          Set.of(),
          ByStage.of(Map.of()),
          ByStage.of(Map.of()),
          WantedFields.NONE);

  static Terms of(PolicyDocument document, Counts counts, ListenerInfo listener) {
    Map<String, String> options = listener.options();
    ListenerPolicy own = document.listeners().getOrDefault(listener.name(), ListenerPolicy.NONE);
    Wording wording = Wording.of(listener);
    ListenerRules rules = new ListenerRules(document.rules(), counts, listener);
    boolean switches = switches(document, own, options);
    return new Terms(
        answers(document, own, options.get("mode"), wording),
        delay(document, own, options.get("delay")),
        wording,
        own.hide(),
        rules.byStage(),
        limits(counts, wording),
        WantedFields.of(rules.headers(), switches));
  }

  /** The rules of a stage; null if there are none. */
  @Nullable StageRules rulesAt(Stage stage) {
    return rules.at(stage);
  }

  /** The limits that are asked at a stage; null if there are none. */
  @Nullable List<CompiledLimit> limitsAt(Stage stage) {
    return limits.at(stage);
  }

  /** How much of a message is to be seen. */
  ContentInterest interest() {
    return fields.isEmpty() && rulesAt(Stage.HEADERS) == null
        ? ContentInterest.NONE
        : ContentInterest.HEADERS;
  }

  private static ByStage<List<CompiledLimit>> limits(Counts counts, Wording wording) {
    Map<Stage, List<CompiledLimit>> limits = new EnumMap<>(Stage.class);
    counts
        .limits()
        .forEach(
            allowance -> {
              for (Stage stage : Stage.values()) {
                CompiledLimit limit = CompiledLimit.of(allowance, stage, wording);
                if (limit != null) {
                  limits.computeIfAbsent(stage, s -> new ArrayList<>()).add(limit);
                }
              }
            });
    return ByStage.of(limits);
  }

  private static Answers answers(
      PolicyDocument document, ListenerPolicy own, @Nullable String option, Wording wording) {
    if (own.mode() != null) {
      return Answers.of(own.mode(), Decider.LISTENER.rule(), wording);
    }
    if (option != null) {
      Mode mode =
          Mode.named(option)
              .orElseThrow(() -> new IllegalArgumentException("Not a mode: " + option));
      return Answers.of(ModeSetting.of(mode), Decider.OPTION.rule(), wording);
    }
    return Answers.of(document.mode(), Decider.MODE.rule(), wording);
  }

  private static Delay delay(PolicyDocument document, ListenerPolicy own, @Nullable String option) {
    if (own.delay() != null) {
      return Delay.of(own.delay());
    }
    return Delay.of(option != null ? DurationRange.parse(option) : document.delay());
  }

  // A listener with a mode or delay of its own ignores switches, unless it says otherwise itself.
  private static boolean switches(
      PolicyDocument document, ListenerPolicy own, Map<String, String> options) {
    if (own.switches() != null) {
      return own.switches();
    }
    String option = options.get("switches");
    if (option != null) {
      return Boolean.parseBoolean(option);
    }
    boolean particular =
        own.mode() != null
            || own.delay() != null
            || options.containsKey("mode")
            || options.containsKey("delay");
    return !particular && document.switches();
  }
}
