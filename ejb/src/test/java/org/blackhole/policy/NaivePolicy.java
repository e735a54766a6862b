// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy as the contract tells it, read from the JSON alone, rule by rule: slow and plain. */
final class NaivePolicy {

  private static final List<String> STAGES =
      List.of("connect", "helo", "mail", "rcpt", "headers", "message");

  private static final Map<String, String> FIRST =
      Map.ofEntries(
          Map.entry("listener", "connect"),
          Map.entry("client", "connect"),
          Map.entry("time", "connect"),
          Map.entry("chance", "connect"),
          Map.entry("helo", "helo"),
          Map.entry("sender", "mail"),
          Map.entry("user", "mail"),
          Map.entry("mechanism", "mail"),
          Map.entry("recipient", "rcpt"),
          Map.entry("recipients", "rcpt"),
          Map.entry("parameter", "rcpt"),
          Map.entry("header", "headers"),
          Map.entry("size", "message"),
          Map.entry("message", "message"));

  private final JsonObject document;
  private final Map<List<String>, Integer> counts = new HashMap<>();

  private final Map<String, Set<String>> stages = new HashMap<>();
  private final Map<String, Pattern> compiled = new HashMap<>();

  NaivePolicy(JsonObject document) {
    this.document = document;
  }

  JsonObject document() {
    return document;
  }

  /** Patterns that were compiled before. */
  Map<String, Pattern> compiled() {
    return compiled;
  }

  List<JsonObject> rules() {
    return document.containsKey("rules")
        ? document.getJsonArray("rules").getValuesAs(JsonObject.class)
        : List.of();
  }

  /** Whether a rule is asked at a stage. */
  boolean isAt(JsonObject rule, String stage, boolean implicitTls) {
    String name = rule.getString("name") + (implicitTls ? " by TLS" : "");
    return stages.computeIfAbsent(name, n -> stages(rule, implicitTls)).contains(stage);
  }

  private static Set<String> stages(JsonObject rule, boolean implicitTls) {
    JsonValue at = rule.get("at");
    return at == null
        ? Set.of(latest(rule.getOrDefault("when", JsonValue.EMPTY_JSON_OBJECT), implicitTls))
        : each(at).stream().map(NaivePolicy::text).collect(Collectors.toSet());
  }

  private static String latest(JsonValue when, boolean implicitTls) {
    int latest = 0;
    for (JsonValue conditions : each(when)) {
      for (String name : conditions.asJsonObject().keySet()) {
        String stage =
            switch (name) {
              case "not" -> latest(conditions.asJsonObject().getValue("/not"), implicitTls);
              case "tls" -> implicitTls ? "connect" : "message";
              default -> FIRST.get(name);
            };
        latest = Math.max(latest, STAGES.indexOf(stage));
      }
    }
    return STAGES.get(latest);
  }

  /** The action of a rule that has matched, or null if its script has none for this match. */
  @Nullable JsonObject due(JsonObject rule, List<String> key) {
    JsonObject script = rule.getJsonObject("script");
    if (script == null) {
      return rule.getJsonObject("then");
    }
    int match = counts.merge(key, 1, Integer::sum);
    int acted; // of the matches up to this one
    boolean due;
    if (script.containsKey("first")) {
      due = match <= script.getInt("first");
      acted = match;
    } else if (script.containsKey("after")) {
      due = match > script.getInt("after");
      acted = match - script.getInt("after");
    } else if (script.containsKey("every")) {
      due = match % script.getInt("every") == 0;
      acted = match / script.getInt("every");
    } else {
      due = true;
      acted = match;
    }
    if (script.containsKey("times") && acted > script.getInt("times")) {
      return null;
    }
    if (script.containsKey("sequence")) {
      var sequence = script.getJsonArray("sequence").getValuesAs(JsonObject.class);
      boolean over = match > sequence.size() && !script.getBoolean("repeat", false);
      return over ? null : sequence.get((match - 1) % sequence.size());
    }
    return due ? rule.getJsonObject("then") : null;
  }

  /** One value or a list of them. */
  static List<? extends JsonValue> each(JsonValue value) {
    return value.getValueType() == JsonValue.ValueType.ARRAY ? value.asJsonArray() : List.of(value);
  }

  static String text(JsonValue value) {
    return ((JsonString) value).getString();
  }
}
