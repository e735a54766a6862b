// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.rule.Comparison;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Condition.Amount.Counted;
import org.blackhole.policy.rule.Field;
import org.blackhole.policy.rule.Network;
import org.blackhole.policy.rule.TextPattern;
import org.jspecify.annotations.Nullable;

/** The member {@code when} of a rule, from JSON. */
final class ConditionJson {

  private static final List<String> KNOWN =
      List.of(
          "listener",
          "client",
          "tls",
          "helo",
          "user",
          "mechanism",
          "sender",
          "recipient",
          "parameter",
          "header",
          "size",
          "recipients",
          "message",
          "time",
          "chance",
          "not");
  private static final List<String> TLS = List.of("version", "cipher", "sni", "clientCertificate");

  private final JsonObject json;
  private final Pointer at;
  private final Faults faults;
  private final List<Condition> found = new ArrayList<>();

  private ConditionJson(JsonObject json, Pointer at, Faults faults) {
    this.json = json;
    this.at = at;
    this.faults = faults;
  }

  static List<Condition> read(JsonObject json, Pointer at, Faults faults) {
    return new ConditionJson(json, at, faults).all();
  }

  private List<Condition> all() {
    Members.requireKnown(json, KNOWN, at, faults);
    for (Field field : Field.values()) {
      if (json.containsKey(field.label())) {
        found.add(new Condition.Text(field, patterns(json, field.label(), at)));
      }
    }
    if (json.containsKey("client")) {
      found.add(new Condition.Client(TextsJson.read(json, "client", at, faults, Network::parse)));
    }
    tls();
    named("parameter", (name, any) -> new Condition.Parameter(name.toUpperCase(Locale.ROOT), any));
    named("header", Condition.Header::new);
    number("size", Counted.SIZE, true);
    number("recipients", Counted.RECIPIENTS, false);
    number("message", Counted.MESSAGE, false);
    if (json.containsKey("time")) {
      found.add(new Condition.Time(TimeJson.read(json.get("time"), at.member("time"), faults)));
    }
    chance();
    not();
    return found;
  }

  private List<TextPattern> patterns(JsonObject parent, String name, Pointer where) {
    return TextsJson.read(parent, name, where, faults, TextPattern::parse);
  }

  private void named(String member, BiFunction<String, List<TextPattern>, Condition> condition) {
    Members.object(json, member, at, faults)
        .ifPresent(
            names -> {
              Pointer here = at.member(member);
              if (names.isEmpty()) {
                faults.add(here, "names nothing that could hold");
              }
              names
                  .keySet()
                  .forEach(name -> found.add(condition.apply(name, patterns(names, name, here))));
            });
  }

  private void tls() {
    JsonValue value = json.get("tls");
    if (value == null) {
      return;
    }
    Pointer here = at.member("tls");
    switch (value.getValueType()) {
      case TRUE -> found.add(new Condition.Tls(true, null, null, null, null));
      case FALSE -> found.add(new Condition.Tls(false, null, null, null, null));
      case OBJECT -> {
        JsonObject facts = value.asJsonObject();
        Members.requireKnown(facts, TLS, here, faults);
        if (facts.isEmpty()) {
          faults.add(here, "names nothing that could hold");
        }
        found.add(
            new Condition.Tls(
                true,
                fact(facts, "version", here),
                fact(facts, "cipher", here),
                fact(facts, "sni", here),
                Members.bool(facts, "clientCertificate", here, faults).orElse(null)));
      }
      default -> faults.add(here, "must be true, false, or an object of " + String.join(", ", TLS));
    }
  }

  private @Nullable List<TextPattern> fact(JsonObject facts, String name, Pointer here) {
    return facts.containsKey(name) ? patterns(facts, name, here) : null;
  }

  private void number(String name, Counted what, boolean sizes) {
    JsonValue value = json.get(name);
    if (value == null) {
      return;
    }
    Pointer here = at.member(name);
    if (value instanceof JsonNumber) {
      Members.whole(value)
          .ifPresentOrElse(
              number ->
                  found.add(
                      new Condition.Amount(
                          what, List.of(new Comparison(Comparison.Relation.EQUAL, number)))),
              () -> faults.add(here, "must be a whole number"));
      return;
    }
    found.add(
        new Condition.Amount(
            what, TextsJson.read(value, here, faults, text -> Comparison.parse(text, sizes))));
  }

  private void chance() {
    JsonValue value = json.get("chance");
    if (value == null) {
      return;
    }
    double probability = value instanceof JsonNumber number ? number.doubleValue() : -1;
    if (probability >= 0 && probability <= 1) {
      found.add(new Condition.Probability(probability));
    } else {
      faults.add(at.member("chance"), "must be a number from 0 to 1");
    }
  }

  private void not() {
    JsonValue value = json.get("not");
    if (value == null) {
      return;
    }
    Pointer here = at.member("not");
    List<List<Condition>> none = new ArrayList<>();
    switch (value.getValueType()) {
      case OBJECT -> none.add(notEmpty(value.asJsonObject(), here));
      case ARRAY -> {
        for (int i = 0; i < value.asJsonArray().size(); i++) {
          if (value.asJsonArray().get(i) instanceof JsonObject each) {
            none.add(notEmpty(each, here.element(i)));
          } else {
            faults.add(here.element(i), "must be an object of conditions");
          }
        }
      }
      default -> faults.add(here, "must be an object of conditions");
    }
    found.add(new Condition.Not(none));
  }

  private List<Condition> notEmpty(JsonObject conditions, Pointer here) {
    if (conditions.isEmpty()) {
      faults.add(here, "has no condition: it could never hold");
    }
    return read(conditions, here, faults);
  }
}
