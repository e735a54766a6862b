// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.blackhole.policy.Fault;
import org.blackhole.policy.Pointer;

/**
 * The rules of a policy document as JSON: objects with a name each, in the order they are asked.
 * Knows nothing else of them. Immutable.
 */
public record RuleList(JsonObject document, List<JsonValue> rules) {

  private static final String MEMBER = "rules";
  private static final Pointer PLACE = Pointer.ROOT.member(MEMBER);

  public RuleList {
    rules = List.copyOf(rules);
  }

  public static RuleList of(JsonObject document) {
    return new RuleList(
        document, document.get(MEMBER) instanceof JsonArray array ? array : List.of());
  }

  /** Where the rule of this name stands. */
  OptionalInt index(String name) {
    for (int i = 0; i < rules.size(); i++) {
      if (name(rules.get(i)).filter(name::equals).isPresent()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The rule of this name. */
  Optional<JsonObject> find(String name) {
    OptionalInt index = index(name);
    return index.isPresent()
        ? Optional.of(rules.get(index.getAsInt()).asJsonObject())
        : Optional.empty();
  }

  /** With a rule more, before the one that stands there now. */
  RuleList insert(int index, JsonObject rule) {
    List<JsonValue> changed = new ArrayList<>(rules);
    changed.add(index, rule);
    return new RuleList(document, changed);
  }

  /** With another rule in this place. */
  RuleList replace(int index, JsonObject rule) {
    List<JsonValue> changed = new ArrayList<>(rules);
    changed.set(index, rule);
    return new RuleList(document, changed);
  }

  /** Without the rule in this place. */
  RuleList remove(int index) {
    List<JsonValue> changed = new ArrayList<>(rules);
    changed.remove(index);
    return new RuleList(document, changed);
  }

  /** With others in place of those that are meant, before all that stay. */
  public RuleList replaceFirst(Predicate<JsonValue> meant, List<JsonObject> others) {
    List<JsonValue> changed = new ArrayList<>(others);
    rules.stream().filter(meant.negate()).forEach(changed::add);
    return new RuleList(document, changed);
  }

  int size() {
    return rules.size();
  }

  /** The document with these rules. */
  public JsonObject toDocument() {
    var changed = Json.createObjectBuilder(document);
    return rules.isEmpty()
        ? changed.remove(MEMBER).build()
        : changed.add(MEMBER, Json.createArrayBuilder(rules)).build();
  }

  /** The name that a rule gives itself, if it is a text. */
  public static Optional<String> name(JsonValue rule) {
    return rule instanceof JsonObject object && object.get("name") instanceof JsonString name
        ? Optional.of(name.getString())
        : Optional.empty();
  }

  /** Faults of the whole document as those of the one rule that was sent. */
  static List<Fault> relative(List<Fault> faults, int index) {
    String place = PLACE.element(index).fragment();
    return faults.stream().map(fault -> relative(fault, place)).toList();
  }

  private static Fault relative(Fault fault, String place) {
    String pointer = fault.pointer();
    if (pointer.equals(place) || pointer.startsWith(place + "/")) {
      return new Fault(Pointer.ROOT.fragment() + pointer.substring(place.length()), fault.detail());
    }
    return new Fault(Pointer.ROOT.fragment(), "with it, the policy has a fault at " + fault);
  }
}
