// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
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

  // RFC 5321 4.1.2, esmtp-keyword.
  private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
  // RFC 5322 2.2; in UTF-8 no other characters (RFC 6532 3.2).
  private static final Pattern FIELD_NAME = Pattern.compile("[!-9;-~]+");

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
    named(
        "parameter",
        KEYWORD,
        (name, any) -> new Condition.Parameter(name.toUpperCase(Locale.ROOT), any));
    named("header", FIELD_NAME, Condition.Header::new);
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

  private void named(
      String member, Pattern form, BiFunction<String, List<TextPattern>, Condition> condition) {
    Members.object(json, member, at, faults)
        .ifPresent(
            names -> {
              Pointer here = at.member(member);
              if (names.isEmpty()) {
                faults.add(here, "names nothing that could hold");
              }
              for (String name : names.keySet()) {
                if (!form.matcher(name).matches()) {
                  faults.add(here.member(name), "can be the name of no " + member);
                }
                found.add(condition.apply(name, patterns(names, name, here)));
              }
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
    List<Comparison> any = new ArrayList<>();
    if (value.getValueType() == JsonValue.ValueType.ARRAY) {
      if (value.asJsonArray().isEmpty()) {
        faults.add(here, "is an empty list, of which no entry can hold");
      }
      for (int i = 0; i < value.asJsonArray().size(); i++) {
        comparison(value.asJsonArray().get(i), sizes, here.element(i)).ifPresent(any::add);
      }
    } else {
      comparison(value, sizes, here).ifPresent(any::add);
    }
    found.add(new Condition.Amount(what, any));
  }

  private Optional<Comparison> comparison(JsonValue value, boolean sizes, Pointer here) {
    OptionalLong whole = Members.whole(value);
    try {
      Comparison comparison;
      if (whole.isPresent()) {
        comparison = new Comparison(Comparison.Relation.EQUAL, whole.getAsLong());
      } else if (value instanceof JsonString text) {
        comparison = Comparison.parse(text.getString(), sizes);
      } else {
        throw new IllegalArgumentException("must be a whole number, or a text such as >10");
      }
      if (comparison.isHopeless()) {
        throw new IllegalArgumentException("is true of no number there can be");
      }
      return Optional.of(comparison);
    } catch (IllegalArgumentException e) {
      faults.add(here, Members.sentence(e));
      return Optional.empty();
    }
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
        if (value.asJsonArray().isEmpty()) {
          faults.add(here, "is an empty list, of which no entry can hold");
        }
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
