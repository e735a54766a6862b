// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.rule.Action;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Groups;
import org.blackhole.policy.rule.Rule;
import org.blackhole.policy.rule.Script;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** A rule from JSON. */
final class RuleJson {

  private static final List<String> KNOWN = List.of("name", "at", "when", "script", "then");
  private static final List<Stage> STAGES =
      Arrays.stream(Stage.values()).filter(stage -> stage != Stage.OTHER).toList();

  /** From where on a condition on a transaction can hold at all. */
  private static final Map<String, Stage> FIRST_KNOWN =
      new TreeMap<>(
          Map.of(
              "sender", Stage.MAIL,
              "parameter", Stage.MAIL,
              "size", Stage.MAIL,
              "message", Stage.MAIL,
              "recipients", Stage.MAIL,
              "recipient", Stage.RCPT,
              "header", Stage.HEADERS));

  private RuleJson() {}

  /** An object in a list, and its place. */
  record Element(JsonObject json, Pointer at) {}

  /** Reads the member of this name, a list of objects; others are faults, and left out. */
  static List<Element> list(JsonObject parent, String name, Pointer at, Faults faults) {
    JsonValue value = parent.get(name);
    List<Element> all = new ArrayList<>();
    if (value == null) {
      return all;
    }
    Pointer here = at.member(name);
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      faults.add(here, "must be a list");
      return all;
    }
    for (int i = 0; i < value.asJsonArray().size(); i++) {
      if (value.asJsonArray().get(i) instanceof JsonObject each) {
        all.add(new Element(each, here.element(i)));
      } else {
        faults.add(here.element(i), "must be an object");
      }
    }
    return all;
  }

  static Rule read(JsonObject json, Pointer at, Faults faults) {
    Members.requireKnown(json, KNOWN, at, faults);
    int before = faults.list().size();
    List<Condition> when =
        Members.object(json, "when", at, faults)
            .map(conditions -> ConditionJson.read(conditions, at.member("when"), faults))
            .orElse(List.of());
    boolean sound = faults.list().size() == before;
    Set<Stage> stages = stages(json, at, faults);
    if (!json.containsKey("at") && TlsFaultJson.isMeant(json)) {
      stages = EnumSet.of(Stage.TLS);
    }
    // Where it cannot be told what is meant, one fault is not followed by others.
    Set<Stage> reached = json.containsKey("at") || !sound ? stages : reached(stages, when);
    requireKnownThere(json, reached, at, faults);
    ActionJson actions = new ActionJson(reached, Groups.names(when), faults);
    Script script =
        Members.object(json, "script", at, faults)
            .map(given -> ScriptJson.read(given, at.member("script"), actions, faults))
            .orElse(null);
    if (script != null) {
      ScriptJson.requireKnownThere(script.per(), reached, at.member("script"), faults);
    }
    return new Rule(
        name(json, at, faults),
        stages,
        when,
        script,
        then(json, at, script, actions, faults),
        json.toString());
  }

  /** Notes a fault for each condition that is known at no stage of the rule. */
  private static void requireKnownThere(
      JsonObject json, Set<Stage> stages, Pointer at, Faults faults) {
    if (!(json.get("when") instanceof JsonObject when) || stages.isEmpty()) {
      return;
    }
    FIRST_KNOWN.forEach(
        (name, first) -> {
          if (when.containsKey(name)
              && stages.stream().allMatch(stage -> stage.compareTo(first) < 0)) {
            faults.add(
                at.member("when").member(name),
                "is known from " + first.label() + " on, so the rule would never match");
          }
        });
  }

  /** The name, which has to be there. */
  static String name(JsonObject json, Pointer at, Faults faults) {
    if (!json.containsKey("name")) {
      faults.add(at.member("name"), "is required");
      return "";
    }
    Optional<String> name = Members.text(json, "name", at, faults);
    if (name.isPresent() && !Names.isName(name.get(), Names.MAX)) {
      faults.add(at.member("name"), Names.rule("a name", Names.MAX));
    }
    return name.orElse("");
  }

  /** Notes a fault for each name that was used before. */
  static void requireNew(JsonObject json, Set<String> names, Pointer at, Faults faults) {
    Optional<String> name = Members.text(json, "name", at, new Faults());
    if (name.isPresent() && !names.add(name.get())) {
      faults.add(at.member("name"), "is the name of another rule or limit");
    }
  }

  private static Action then(
      JsonObject json, Pointer at, @Nullable Script script, ActionJson actions, Faults faults) {
    if (script != null && script.kind() == Script.Kind.SEQUENCE) {
      if (json.containsKey("then")) {
        faults.add(at.member("then"), "cannot be given together with a sequence");
      }
      return Action.NONE;
    }
    return actions.required(json, at);
  }

  private static Set<Stage> stages(JsonObject json, Pointer at, Faults faults) {
    String labels = STAGES.stream().map(Stage::label).collect(Collectors.joining(", "));
    List<Stage> given =
        TextsJson.read(
            json,
            "at",
            at,
            faults,
            label ->
                STAGES.stream()
                    .filter(stage -> stage.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be one of " + labels)));
    Set<Stage> stages = new HashSet<>(given);
    if (stages.size() < given.size()) {
      faults.add(at.member("at"), "names the same twice");
    }
    return stages;
  }

  /** Where a rule without a stage of its own can be asked, whatever the listener. */
  private static Set<Stage> reached(Set<Stage> stages, List<Condition> when) {
    return stages.isEmpty()
        ? EnumSet.of(Condition.latest(when, false), Condition.latest(when, true))
        : stages;
  }
}
