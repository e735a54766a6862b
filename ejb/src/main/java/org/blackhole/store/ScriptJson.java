// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.rule.Action;
import org.blackhole.policy.rule.Per;
import org.blackhole.policy.rule.Script;
import org.blackhole.policy.rule.Script.Kind;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Stage;

/** The member {@code script} of a rule, from JSON. */
final class ScriptJson {

  private static final List<String> KNOWN =
      List.of("first", "after", "every", "sequence", "times", "repeat", "per", "forget");
  private static final List<String> KINDS = List.of("first", "after", "every", "sequence");
  private static final Duration MAX_FORGET = Duration.ofDays(365);

  private ScriptJson() {}

  static Script read(JsonObject json, Pointer at, ActionJson actions, Faults faults) {
    Members.requireKnown(json, KNOWN, at, faults);
    List<String> kinds = KINDS.stream().filter(json::containsKey).toList();
    if (kinds.isEmpty() && !json.containsKey("times")) {
      faults.add(at, "takes one of first, after, every, sequence, or times");
    }
    for (String other : kinds.subList(Math.min(1, kinds.size()), kinds.size())) {
      faults.add(at.member(other), "cannot be given together with " + kinds.get(0));
    }
    Kind kind = kinds.isEmpty() ? Kind.ALL : Kind.valueOf(kinds.get(0).toUpperCase(Locale.ROOT));
    boolean counts = kind != Kind.ALL && kind != Kind.SEQUENCE;
    return new Script(
        kind,
        counts ? positive(json, kinds.get(0), at, faults).orElse(1L) : 0,
        positive(json, "times", at, faults).orElse(0L),
        sequence(json, at, actions, faults),
        repeat(json, kind, at, faults),
        per(json, at, faults),
        forget(json, at, faults));
  }

  private static Optional<Long> positive(JsonObject json, String name, Pointer at, Faults faults) {
    Optional<Long> number = Members.integer(json, name, at, faults);
    if (number.isPresent() && number.get() < 1) {
      faults.add(at.member(name), "must be 1 or more");
    }
    return number;
  }

  private static List<Action> sequence(
      JsonObject json, Pointer at, ActionJson actions, Faults faults) {
    JsonValue value = json.get("sequence");
    if (value == null) {
      return List.of();
    }
    Pointer here = at.member("sequence");
    List<Action> all = new ArrayList<>();
    if (value.getValueType() != JsonValue.ValueType.ARRAY || value.asJsonArray().isEmpty()) {
      faults.add(here, "must be a list of actions");
      return all;
    }
    for (int i = 0; i < value.asJsonArray().size(); i++) {
      all.add(actions.read(value.asJsonArray().get(i), here.element(i)));
    }
    return all;
  }

  private static boolean repeat(JsonObject json, Kind kind, Pointer at, Faults faults) {
    Optional<Boolean> repeat = Members.bool(json, "repeat", at, faults);
    if (repeat.isPresent() && kind != Kind.SEQUENCE) {
      faults.add(at.member("repeat"), "is for a sequence");
    }
    return repeat.orElse(false);
  }

  /** What is counted by. */
  static List<Per> per(JsonObject json, Pointer at, Faults faults) {
    List<Per> all =
        TextsJson.read(
            json,
            "per",
            at,
            faults,
            label ->
                Per.named(label)
                    .orElseThrow(
                        () -> new IllegalArgumentException("must be one of " + Per.labels())));
    if (all.stream().distinct().count() < all.size()) {
      faults.add(at.member("per"), "names the same twice");
    }
    return all;
  }

  /** Notes a fault for each that is known at no stage of the rule: it would tell nothing apart. */
  static void requireKnownThere(List<Per> per, Set<Stage> stages, Pointer at, Faults faults) {
    for (Per each : per) {
      Stage first = each == Per.USER ? Stage.AUTH : each.stage();
      if (!stages.isEmpty() && stages.stream().allMatch(stage -> stage.compareTo(first) < 0)) {
        faults.add(
            at.member("per"), each.label() + " is known from " + first.label() + " on, not before");
      }
    }
  }

  private static Duration forget(JsonObject json, Pointer at, Faults faults) {
    Optional<String> text = Members.text(json, "forget", at, faults);
    if (text.isEmpty()) {
      return Script.FORGET;
    }
    try {
      Duration forget = DurationRange.parseDuration(text.get());
      if (!forget.isZero() && forget.compareTo(MAX_FORGET) <= 0) {
        return forget;
      }
      faults.add(at.member("forget"), "must be over 0s and at most 365d");
    } catch (IllegalArgumentException e) {
      faults.add(at.member("forget"), Members.sentence(e));
    }
    return Script.FORGET;
  }
}
