// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.rule.Decision;
import org.blackhole.policy.rule.TlsAlerts;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Handshake.Certificate;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a TLS handshake, from JSON. */
final class TlsFaultJson {

  /** The members of an action that are for the handshake alone. */
  static final List<String> MEMBERS =
      List.of("alert", "garbage", "stall", "certificate", "version", "refuse", "acceptThenPlain");

  private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

  private final Set<Stage> stages;
  private final ActionJson actions;
  private final Faults faults;

  TlsFaultJson(Set<Stage> stages, ActionJson actions, Faults faults) {
    this.stages = stages;
    this.actions = actions;
    this.faults = faults;
  }

  /** Whether an action of a rule, or one within it, is for the handshake. */
  static boolean isMeant(JsonObject rule) {
    return isAction(rule.get("then"))
        || (rule.get("script") instanceof JsonObject script
            && script.get("sequence") instanceof JsonArray sequence
            && sequence.stream().anyMatch(TlsFaultJson::isAction));
  }

  private static boolean isAction(@Nullable JsonValue value) {
    return value instanceof JsonObject action
        && (MEMBERS.stream().anyMatch(action::containsKey)
            || (action.get("choose") instanceof JsonArray choices
                && choices.stream()
                    .anyMatch(each -> each instanceof JsonObject choice && isMeant(choice))));
  }

  /** What is decided; null if nothing of this kind, or nothing that can be read. */
  @Nullable Decision read(JsonObject json, Pointer at) {
    for (String name : MEMBERS) {
      if (json.containsKey(name)) {
        if (!stages.isEmpty() && !stages.equals(Set.of(Stage.TLS))) {
          faults.add(at.member(name), "is for the stage tls alone");
        }
        return read(name, json, at);
      }
    }
    return null;
  }

  private @Nullable Decision read(String name, JsonObject json, Pointer at) {
    JsonValue value = json.getOrDefault(name, JsonValue.NULL);
    Pointer here = at.member(name);
    return switch (name) {
      case "alert" -> alert(value, here);
      case "garbage" -> garbage(value, here);
      case "stall" -> stall(value, json, at);
      case "refuse" -> actions.reply(value, here).map(Decision.RefuseTls::new).orElse(null);
      case "acceptThenPlain" ->
          actions.yes(json, name, at) ? new Decision.Tls(Handshake.plain()) : null;
      default -> certificate(json, at);
    };
  }

  private @Nullable Decision alert(JsonValue value, Pointer at) {
    Integer number =
        value instanceof JsonString text ? TlsAlerts.BY_NAME.get(text.getString()) : null;
    if (number == null) {
      faults.add(
          at, "must be one of " + String.join(", ", new TreeSet<>(TlsAlerts.BY_NAME.keySet())));
      return null;
    }
    return new Decision.Tls(Handshake.alert(number));
  }

  private @Nullable Decision garbage(JsonValue value, Pointer at) {
    OptionalLong octets = Members.whole(value);
    if (octets.isEmpty() || octets.getAsLong() < 1 || octets.getAsLong() > Handshake.MAX_GARBAGE) {
      faults.add(at, "must be a number of octets, 1 to " + Handshake.MAX_GARBAGE);
      return null;
    }
    return new Decision.Tls(Handshake.garbage((int) octets.getAsLong()));
  }

  private @Nullable Decision stall(JsonValue value, JsonObject json, Pointer at) {
    if (value instanceof JsonString) {
      DurationRange hold = actions.range(json, "stall", Duration.ofDays(1), at);
      return hold == null ? null : new Decision.Hang(hold);
    }
    return actions.yes(json, "stall", at) ? new Decision.Tls(Handshake.stall(Duration.ZERO)) : null;
  }

  private @Nullable Decision certificate(JsonObject json, Pointer at) {
    Optional<Certificate> certificate =
        Members.text(json, "certificate", at, faults)
            .flatMap(label -> certificate(label, at.member("certificate")));
    Optional<String> version = Members.text(json, "version", at, faults);
    if (version.isPresent() && !VERSIONS.contains(version.get())) {
      faults.add(at.member("version"), "must be one of " + String.join(", ", VERSIONS));
      return null;
    }
    Handshake shown = Handshake.with(certificate.orElse(Certificate.OWN));
    return new Decision.Tls(version.isPresent() ? shown.in(version.get()) : shown);
  }

  private Optional<Certificate> certificate(String label, Pointer at) {
    for (Certificate each : Certificate.values()) {
      if (each != Certificate.OWN && label(each).equals(label)) {
        return Optional.of(each);
      }
    }
    faults.add(
        at,
        "must be one of "
            + Arrays.stream(Certificate.values())
                .filter(each -> each != Certificate.OWN)
                .map(TlsFaultJson::label)
                .collect(Collectors.joining(", ")));
    return Optional.empty();
  }

  private static String label(Certificate certificate) {
    return certificate.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
