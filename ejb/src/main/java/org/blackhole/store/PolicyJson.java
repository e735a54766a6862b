// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.blackhole.policy.Change;
import org.blackhole.policy.Faults;
import org.blackhole.policy.ListenerPolicy;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.policy.rule.Limit;
import org.blackhole.policy.rule.Rule;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Extension;

/**
 * A policy document from and to JSON. Whatever is wrong is collected, each fault with its place; a
 * value with a fault is empty. Stateless.
 */
public final class PolicyJson {

  private static final List<String> TOP =
      List.of("mode", "delay", "switches", "seed", "listeners", "limits", "rules");
  private static final List<String> LISTENER = List.of("mode", "delay", "switches", "hide");
  private static final Pattern LISTENER_NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private PolicyJson() {}

  /**
   * Reads a document; what is missing has its default.
   *
   * @throws org.blackhole.policy.InvalidPolicyException with all faults
   */
  public static PolicyDocument document(JsonObject json) {
    Faults faults = new Faults();
    PolicyDocument document = document(json, Pointer.ROOT, faults);
    faults.throwIfAny();
    return document;
  }

  /** Reads a document that stands there; only to be used if there is no fault. */
  public static PolicyDocument document(JsonObject json, Pointer at, Faults faults) {
    Members.requireKnown(json, TOP, at, faults);
    PolicyDocument none = PolicyDocument.DEFAULT;
    return new PolicyDocument(
        mode(json, at, faults).orElse(none.mode()),
        delay(json, at, faults).orElse(none.delay()),
        Members.bool(json, "switches", at, faults).orElse(none.switches()),
        Members.integer(json, "seed", at, faults).orElse(null),
        listeners(json, at, faults),
        limits(json, at, faults),
        rules(json, at, faults));
  }

  private static List<Limit> limits(JsonObject json, Pointer at, Faults faults) {
    List<Limit> limits = new ArrayList<>();
    for (RuleJson.Element each : RuleJson.list(json, "limits", at, faults)) {
      limits.add(LimitJson.read(each.json(), each.at(), faults));
    }
    return limits;
  }

  private static List<Rule> rules(JsonObject json, Pointer at, Faults faults) {
    List<Rule> rules = new ArrayList<>();
    for (RuleJson.Element each : RuleJson.list(json, "rules", at, faults)) {
      rules.add(RuleJson.read(each.json(), each.at(), faults));
    }
    requireNewNames(json, at, faults);
    return rules;
  }

  private static void requireNewNames(JsonObject json, Pointer at, Faults faults) {
    Set<String> names = new HashSet<>();
    for (String member : List.of("limits", "rules")) {
      for (RuleJson.Element each : RuleJson.list(json, member, at, new Faults())) {
        RuleJson.requireNew(each.json(), names, each.at(), faults);
      }
    }
  }

  /** Reads the member {@code mode}; empty if it is missing or wrong. */
  public static Optional<ModeSetting> mode(JsonObject parent, Pointer at, Faults faults) {
    JsonValue value = parent.get("mode");
    return value == null ? Optional.empty() : ModeJson.read(value, at.member("mode"), faults);
  }

  /** Reads the member {@code delay}; empty if it is missing or wrong. */
  public static Optional<DurationRange> delay(JsonObject parent, Pointer at, Faults faults) {
    Optional<String> text = Members.text(parent, "delay", at, faults);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Pointer here = at.member("delay");
    try {
      DurationRange delay = DurationRange.parse(text.get());
      if (delay.max().compareTo(PolicyDocument.MAX_DELAY) <= 0) {
        return Optional.of(delay);
      }
      faults.add(here, "a delay is at most 60s, not " + DurationRange.format(delay.max()));
    } catch (IllegalArgumentException e) {
      faults.add(here, Members.sentence(e));
    }
    return Optional.empty();
  }

  /**
   * Reads the member {@code for}, after which a change is taken back; empty if missing or wrong.
   */
  public static Optional<Duration> lifetime(JsonObject parent, Pointer at, Faults faults) {
    Optional<String> text = Members.text(parent, "for", at, faults);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration lifetime = DurationRange.parseDuration(text.get());
      return Optional.of(Change.requireLifetime(lifetime));
    } catch (IllegalArgumentException e) {
      faults.add(at.member("for"), Members.sentence(e));
      return Optional.empty();
    }
  }

  /** Writes a document; a seed that is not given and listeners that are not named are left out. */
  public static JsonObject write(PolicyDocument document) {
    JsonObjectBuilder out = Json.createObjectBuilder();
    out.add("mode", write(document.mode()));
    out.add("delay", document.delay().toString());
    out.add("switches", document.switches());
    if (document.seed() != null) {
      out.add("seed", document.seed());
    }
    if (!document.listeners().isEmpty()) {
      JsonObjectBuilder listeners = Json.createObjectBuilder();
      document.listeners().forEach((name, policy) -> listeners.add(name, write(policy)));
      out.add("listeners", listeners);
    }
    add(out, "limits", document.limits().stream().map(Limit::source).toList());
    add(out, "rules", document.rules().stream().map(Rule::source).toList());
    return out.build();
  }

  private static void add(JsonObjectBuilder out, String name, List<String> sources) {
    if (sources.isEmpty()) {
      return;
    }
    JsonArrayBuilder list = Json.createArrayBuilder();
    JsonReaderFactory readers = Json.createReaderFactory(Map.of()); // Json looks for it each time
    for (String source : sources) {
      try (JsonReader reader = readers.createReader(new StringReader(source))) {
        list.add(reader.readObject());
      }
    }
    out.add(name, list);
  }

  /** Writes a mode: its name, or an object with its codes. */
  public static JsonValue write(ModeSetting mode) {
    return ModeJson.write(mode);
  }

  private static JsonObject write(ListenerPolicy policy) {
    JsonObjectBuilder out = Json.createObjectBuilder();
    if (policy.mode() != null) {
      out.add("mode", write(policy.mode()));
    }
    if (policy.delay() != null) {
      out.add("delay", policy.delay().toString());
    }
    if (policy.switches() != null) {
      out.add("switches", policy.switches());
    }
    if (!policy.hide().isEmpty()) {
      out.add("hide", Json.createArrayBuilder(new TreeSet<>(policy.hide())));
    }
    return out.build();
  }

  private static Map<String, ListenerPolicy> listeners(
      JsonObject parent, Pointer at, Faults faults) {
    Map<String, ListenerPolicy> listeners = new LinkedHashMap<>();
    Pointer here = at.member("listeners");
    Members.object(parent, "listeners", at, faults)
        .ifPresent(
            json ->
                json.forEach(
                    (name, value) -> {
                      Pointer there = here.member(name);
                      if (!LISTENER_NAME.matcher(name).matches()) {
                        faults.add(
                            there,
                            "a listener's name is of lower-case letters, digits and hyphens");
                      }
                      Members.object(json, name, here, faults)
                          .ifPresent(
                              policy -> listeners.put(name, listener(policy, there, faults)));
                    }));
    return listeners;
  }

  private static ListenerPolicy listener(JsonObject json, Pointer at, Faults faults) {
    Members.requireKnown(json, LISTENER, at, faults);
    return new ListenerPolicy(
        mode(json, at, faults).orElse(null),
        delay(json, at, faults).orElse(null),
        Members.bool(json, "switches", at, faults).orElse(null),
        hide(json, at, faults));
  }

  private static Set<String> hide(JsonObject json, Pointer at, Faults faults) {
    if (JsonValue.EMPTY_JSON_ARRAY.equals(json.get("hide"))) {
      return Set.of();
    }
    return new HashSet<>(
        TextsJson.read(
            json,
            "hide",
            at,
            faults,
            keyword -> {
              String upper = keyword.toUpperCase(Locale.ROOT);
              if (!Extension.keywords().contains(upper)) {
                throw new IllegalArgumentException(
                    "must be one of " + String.join(", ", Extension.keywords()));
              }
              return upper;
            }));
  }
}
