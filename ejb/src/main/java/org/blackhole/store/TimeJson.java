// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.rule.TimeWindow;

/** The condition {@code time}, from JSON: one window or a list. */
final class TimeJson {

  private static final List<String> KNOWN = List.of("from", "to", "zone");

  private TimeJson() {}

  static List<TimeWindow> read(JsonValue value, Pointer at, Faults faults) {
    List<TimeWindow> all = new ArrayList<>();
    if (value.getValueType() == JsonValue.ValueType.ARRAY) {
      if (value.asJsonArray().isEmpty()) {
        faults.add(at, "is an empty list, of which no entry can hold");
      }
      for (int i = 0; i < value.asJsonArray().size(); i++) {
        one(value.asJsonArray().get(i), at.element(i), faults).ifPresent(all::add);
      }
    } else {
      one(value, at, faults).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<TimeWindow> one(JsonValue value, Pointer at, Faults faults) {
    if (value instanceof JsonString text) {
      try {
        return Optional.of(TimeWindow.interval(text.getString()));
      } catch (IllegalArgumentException e) {
        faults.add(at, Members.sentence(e));
        return Optional.empty();
      }
    }
    if (value instanceof JsonObject daily) {
      return daily(daily, at, faults);
    }
    faults.add(at, "must be an object with from and to, or an interval of ISO 8601");
    return Optional.empty();
  }

  private static Optional<TimeWindow> daily(JsonObject json, Pointer at, Faults faults) {
    Members.requireKnown(json, KNOWN, at, faults);
    Optional<LocalTime> from = time(json, "from", at, faults);
    Optional<LocalTime> to = time(json, "to", at, faults);
    Optional<ZoneId> zone = zone(json, at, faults);
    return from.isPresent() && to.isPresent() && zone.isPresent()
        ? Optional.of(new TimeWindow.Daily(from.get(), to.get(), zone.get()))
        : Optional.empty();
  }

  private static Optional<LocalTime> time(JsonObject json, String name, Pointer at, Faults faults) {
    if (!json.containsKey(name)) {
      faults.add(at.member(name), "is required");
      return Optional.empty();
    }
    return Members.text(json, name, at, faults)
        .flatMap(
            text -> {
              try {
                return Optional.of(LocalTime.parse(text));
              } catch (DateTimeException e) {
                faults.add(at.member(name), "must be a time of day such as 09:00");
                return Optional.empty();
              }
            });
  }

  private static Optional<ZoneId> zone(JsonObject json, Pointer at, Faults faults) {
    if (!json.containsKey("zone")) {
      return Optional.of(TimeWindow.DEFAULT_ZONE);
    }
    return Members.text(json, "zone", at, faults)
        .flatMap(
            text -> {
              try {
                return Optional.of(ZoneId.of(text));
              } catch (DateTimeException e) {
                faults.add(at.member("zone"), "must be a time zone such as UTC or Europe/Berlin");
                return Optional.empty();
              }
            });
  }
}
