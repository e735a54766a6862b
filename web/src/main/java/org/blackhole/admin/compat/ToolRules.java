// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.blackhole.admin.PolicyChanges;
import org.blackhole.admin.RuleList;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Change;
import org.blackhole.policy.Revision;
import org.blackhole.store.PolicyJson;

/** The rules of one tool in the policy: those whose names have its prefix. */
final class ToolRules {

  private final PolicyChanges changes;
  private final String prefix;

  ToolRules(PolicyChanges changes, String prefix) {
    this.changes = changes;
    this.prefix = prefix;
  }

  /** Those in force, in order. */
  List<JsonObject> list() {
    return of(changes.inForce());
  }

  /**
   * Puts others in their place, before all other rules: what a suite asks for is to happen.
   *
   * @return those in force now
   * @throws BadCallException if the policy does not take them
   */
  List<JsonObject> replace(List<JsonObject> rules, String by, String why) {
    try {
      return of(
          changes.edit(
              document ->
                  PolicyChanges.read(
                      RuleList.of(PolicyJson.write(document))
                          .replaceFirst(this::isOurs, rules)
                          .toDocument()),
              current -> Change.lasting(by, why)));
    } catch (ProblemException e) {
      if (e.problem().status() != 422) {
        throw e;
      }
      throw new BadCallException(
          e.problem().errors().stream()
              .map(fault -> fault.detail())
              .distinct()
              .collect(Collectors.joining("; ")));
    }
  }

  /** The rule of this name, among those given. */
  JsonObject find(List<JsonObject> rules, String name) {
    return rules.stream()
        .filter(rule -> rule.getString("name", "").equals(name))
        .findFirst()
        .orElse(JsonValue.EMPTY_JSON_OBJECT);
  }

  /** The chance of a rule that has no other condition; 0 if there is no such rule. */
  static BigDecimal chance(JsonObject rule) {
    if (rule.isEmpty()) {
      return BigDecimal.ZERO;
    }
    JsonObject when =
        rule.containsKey("when") ? rule.getJsonObject("when") : JsonValue.EMPTY_JSON_OBJECT;
    return when.containsKey("chance")
        ? when.getJsonNumber("chance").bigDecimalValue()
        : BigDecimal.ONE;
  }

  private List<JsonObject> of(Revision revision) {
    return RuleList.of(PolicyJson.write(revision.document())).rules().stream()
        .filter(this::isOurs)
        .map(rule -> rule.asJsonObject())
        .toList();
  }

  private boolean isOurs(JsonValue rule) {
    return RuleList.name(rule).filter(name -> name.startsWith(prefix)).isPresent();
  }
}
