// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blackhole.policy.CompiledPolicy;
import org.blackhole.policy.Step;
import org.blackhole.policy.count.TrialLedger;
import org.blackhole.policy.rule.Per;
import org.blackhole.policy.rule.TlsAlerts;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/** How a step of a trial looks in JSON. Pure. */
final class StepView {

  private StepView() {}

  static JsonObject of(Step step, CompiledPolicy policy) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("stage", step.stage().label());
    if (step.recipient() != null) {
      json.add("recipient", step.recipient());
    }
    Handshake handshake = step.handshake();
    boolean failed = handshake != null && handshake.action() != Handshake.Action.PROCEED;
    boolean said = step.verdict().action() != Verdict.Action.PROCEED;
    json.add(
        "answer", handshake != null && (failed || !said) ? text(handshake) : text(step.verdict()));
    json.add("rule", step.rule() == null ? JsonValue.NULL : Json.createValue(step.rule()));
    if (step.mode() != null) {
      json.add("mode", step.mode());
    }
    addDelay(json, handshake == null ? Duration.ZERO : handshake.delay(), step.verdict().delay());
    addThrottle(json, step.verdict().throttle());
    json.add("acted", Json.createArrayBuilder(step.acted()));
    json.add("tags", Json.createArrayBuilder(step.tags()));
    JsonArrayBuilder counted = Json.createArrayBuilder();
    step.counted().forEach(entry -> counted.add(counted(entry, policy)));
    return json.add("counted", counted).build();
  }

  private static void addDelay(JsonObjectBuilder json, Duration first, Duration second) {
    Duration delay = first.plus(second);
    if (!delay.isZero()) {
      json.add("delay", DurationRange.format(delay));
    }
  }

  private static void addThrottle(JsonObjectBuilder json, @Nullable Throttle throttle) {
    if (throttle != null && throttle.read() > 0) {
      json.add("throttle", throttle.read() + "/s");
    }
    if (throttle != null && throttle.write() > 0) {
      json.add("throttleReplies", throttle.write() + "/s");
    }
  }

  private static String text(Verdict verdict) {
    return switch (verdict.action()) {
      case PROCEED -> "accept";
      case REPLY -> String.valueOf(verdict.reply());
      case REPLY_THEN_CLOSE -> verdict.reply() + ", then close";
      case CLOSE -> "close";
      case RESET -> "reset";
      case HANG -> "hang " + DurationRange.format(verdict.hold());
      case LATER -> throw new IllegalStateException("A policy decides at once");
    };
  }

  private static String text(Handshake handshake) {
    return switch (handshake.action()) {
      case PROCEED -> shown(handshake);
      case ALERT -> "alert " + alert(handshake.number());
      case GARBAGE -> "garbage " + handshake.number();
      case STALL ->
          handshake.hold().isZero() ? "stall" : "stall " + DurationRange.format(handshake.hold());
      case CLOSE -> "close";
      case RESET -> "reset";
      case PLAIN -> "accept, then plain";
      case AFTER_HELLO -> throw new IllegalStateException("A handshake is decided at its hello");
    };
  }

  private static String shown(Handshake handshake) {
    String certificate = handshake.certificate().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String version = handshake.version();
    boolean own = handshake.certificate() == Handshake.Certificate.OWN;
    if (own && version == null) {
      return "accept";
    }
    return (own ? "" : "certificate " + certificate + (version == null ? "" : ", "))
        + (version == null ? "" : "version " + version);
  }

  private static String alert(int number) {
    return TlsAlerts.BY_NAME.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Integer.toString(number));
  }

  private static JsonObject counted(TrialLedger.Entry entry, CompiledPolicy policy) {
    return Json.createObjectBuilder()
        .add("name", entry.name())
        .add("key", key(per(entry.name(), policy), entry.key()))
        .add("before", CountersView.number(entry.before()))
        .add("allowed", entry.allowed())
        .build();
  }

  private static List<Per> per(String name, CompiledPolicy policy) {
    var matches = policy.counts().matches(name);
    if (matches != null) {
      return matches.script().per();
    }
    return policy.counts().limits().stream()
        .filter(each -> each.limit().name().equals(name))
        .findFirst()
        .map(each -> each.limit().per())
        .orElse(List.of());
  }

  /** A key as an object: what it is made of, and the values. */
  static JsonObject key(List<Per> per, List<String> values) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (int i = 0; i < per.size(); i++) {
      json.add(per.get(i).label(), values.get(i));
    }
    return json.build();
  }
}
