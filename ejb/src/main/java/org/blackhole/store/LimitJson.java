// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.rule.Limit;
import org.blackhole.policy.rule.Per;
import org.blackhole.policy.rule.Sizes;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** A limit from JSON. */
final class LimitJson {

  private static final List<String> KNOWN =
      List.of("name", "per", "sessions", "messages", "recipients", "octets", "every", "then");
  private static final long MAX = 1L << 50;
  private static final Duration MAX_EVERY = Duration.ofDays(365);

  /** Where each amount is taken. */
  private static final Map<Stage, String> AMOUNTS =
      new EnumMap<>(
          Map.of(
              Stage.CONNECT, "sessions",
              Stage.MAIL, "messages",
              Stage.RCPT, "recipients",
              Stage.MESSAGE, "octets"));

  private LimitJson() {}

  static Limit read(JsonObject json, Pointer at, Faults faults) {
    Members.requireKnown(json, KNOWN, at, faults);
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    AMOUNTS.forEach(
        (stage, name) -> {
          if (json.containsKey(name)) {
            stages.add(stage);
          }
        });
    if (stages.isEmpty()) {
      faults.add(at, "limits nothing; give one of sessions, messages, recipients, octets");
    }
    List<Per> per = ScriptJson.per(json, at, faults);
    requireKnownThere(per, stages, at, faults);
    boolean buckets = stages.stream().anyMatch(stage -> stage != Stage.CONNECT);
    return new Limit(
        RuleJson.name(json, at, faults),
        per,
        amount(json, "sessions", at, faults),
        amount(json, "messages", at, faults),
        amount(json, "recipients", at, faults),
        amount(json, "octets", at, faults),
        every(json, buckets, at, faults),
        new ActionJson(stages, Set.of(), faults).required(json, at),
        json.toString());
  }

  private static void requireKnownThere(
      List<Per> per, Set<Stage> stages, Pointer at, Faults faults) {
    for (Stage stage : stages) {
      for (Per each : per) {
        if (each.stage().compareTo(stage) > 0) {
          faults.add(
              at.member(String.valueOf(AMOUNTS.get(stage))),
              "is taken at " + stage.label() + ", where the " + each.label() + " is not known yet");
        }
      }
    }
  }

  private static long amount(JsonObject json, String name, Pointer at, Faults faults) {
    if (!json.containsKey(name)) {
      return 0;
    }
    boolean text = json.get(name) instanceof JsonString;
    Optional<Long> amount;
    if (text && name.equals("octets")) {
      try {
        amount = Members.text(json, name, at, faults).map(Sizes::parse);
      } catch (IllegalArgumentException e) {
        faults.add(at.member(name), Members.sentence(e));
        return 1;
      }
    } else {
      amount = Members.integer(json, name, at, faults);
    }
    if (amount.isPresent() && (amount.get() < 1 || amount.get() > MAX)) {
      faults.add(at.member(name), "must be from 1 to " + MAX);
    }
    return amount.orElse(1L);
  }

  private static @Nullable Duration every(
      JsonObject json, boolean required, Pointer at, Faults faults) {
    if (!json.containsKey("every")) {
      if (required) {
        faults.add(at.member("every"), "is required; only sessions can do without");
      }
      return null;
    }
    Optional<String> text = Members.text(json, "every", at, faults);
    try {
      Optional<Duration> every = text.map(DurationRange::parseDuration);
      if (every.isPresent() && (every.get().isZero() || every.get().compareTo(MAX_EVERY) > 0)) {
        faults.add(at.member("every"), "must be over 0s and at most 365d");
      }
      return every.orElse(null);
    } catch (IllegalArgumentException e) {
      faults.add(at.member("every"), Members.sentence(e));
      return null;
    }
  }
}
