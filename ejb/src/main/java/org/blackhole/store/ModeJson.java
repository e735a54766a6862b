// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.mode.CodeWeight;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;

/**
 * A mode from and to JSON: {@code "bounce"}, {@code {"bounce": [550, 451]}} or {@code {"random":
 * {"250": 9, "451": 1}}}.
 */
final class ModeJson {

  private static final String NAMES =
      Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "));

  private final Faults faults;
  private final Mode mode;
  private final List<CodeWeight> codes = new ArrayList<>();
  private final Set<Integer> seen = new HashSet<>();

  private ModeJson(Mode mode, Faults faults) {
    this.mode = mode;
    this.faults = faults;
  }

  static Optional<ModeSetting> read(JsonValue value, Pointer at, Faults faults) {
    if (value instanceof JsonString name) {
      Optional<Mode> mode = mode(name.getString(), at, faults);
      return mode.map(ModeSetting::of);
    }
    if (value.getValueType() != JsonValue.ValueType.OBJECT || value.asJsonObject().size() != 1) {
      faults.add(at, "must be one of " + NAMES + ", or an object with bounce or random");
      return Optional.empty();
    }
    Map.Entry<String, JsonValue> only = value.asJsonObject().entrySet().iterator().next();
    Pointer here = at.member(only.getKey());
    Optional<Mode> mode = mode(only.getKey(), here, faults);
    if (mode.isPresent() && !mode.get().draws()) {
      faults.add(here, "only bounce and random draw codes");
      return Optional.empty();
    }
    return mode.flatMap(known -> new ModeJson(known, faults).codes(only.getValue(), here));
  }

  static JsonValue write(ModeSetting setting) {
    String label = setting.mode().label();
    if (setting.codes().isEmpty()) {
      return Json.createValue(label);
    }
    JsonObjectBuilder out = Json.createObjectBuilder();
    // Of random a list would not tell how often 250 comes.
    if (setting.mode() == Mode.BOUNCE
        && setting.codes().stream().allMatch(code -> code.weight() == 1)) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      setting.codes().forEach(code -> list.add(code.code()));
      return out.add(label, list).build();
    }
    JsonObjectBuilder weights = Json.createObjectBuilder();
    setting.codes().forEach(code -> weights.add(Integer.toString(code.code()), code.weight()));
    return out.add(label, weights).build();
  }

  private static Optional<Mode> mode(String name, Pointer at, Faults faults) {
    // In a document to the letter; only what comes by mail or by option may differ in case.
    Optional<Mode> mode = Mode.named(name).filter(known -> known.label().equals(name));
    if (mode.isEmpty()) {
      faults.add(at, "no such mode; there are " + NAMES);
    }
    return mode;
  }

  private Optional<ModeSetting> codes(JsonValue value, Pointer at) {
    int before = faults.list().size();
    switch (value.getValueType()) {
      case ARRAY -> list(value.asJsonArray(), at);
      case OBJECT -> weights(value.asJsonObject(), at);
      default -> faults.add(at, "must be a list of codes, or an object of codes and weights");
    }
    boolean sound = faults.list().size() == before;
    if (sound && codes.isEmpty()) {
      faults.add(at, "names no code");
    }
    return sound && !codes.isEmpty() ? Optional.of(new ModeSetting(mode, codes)) : Optional.empty();
  }

  private void list(JsonArray list, Pointer at) {
    for (int i = 0; i < list.size(); i++) {
      OptionalLong code = Members.whole(list.get(i));
      if (code.isPresent()) {
        add(code.getAsLong(), 1, at.element(i));
      } else {
        faults.add(at.element(i), "must be a reply code");
      }
    }
  }

  private void weights(JsonObject weights, Pointer at) {
    weights.forEach(
        (name, value) -> {
          Pointer here = at.member(name);
          OptionalLong weight = Members.whole(value);
          if (!name.matches("[0-9]{3}")) {
            faults.add(here, "must be named by a reply code");
          } else if (weight.isEmpty()
              || weight.getAsLong() < 1
              || weight.getAsLong() > CodeWeight.MAX_WEIGHT) {
            faults.add(here, "must be a whole number from 1 to " + CodeWeight.MAX_WEIGHT);
          } else {
            add(Integer.parseInt(name), (int) weight.getAsLong(), here);
          }
        });
  }

  private void add(long code, int weight, Pointer at) {
    int number = (int) Math.max(-1, Math.min(code, Integer.MAX_VALUE));
    Optional<String> refusal = ModeSetting.refusal(mode, number);
    if (refusal.isPresent()) {
      faults.add(at, refusal.get());
    } else if (!seen.add(number)) {
      faults.add(at, number + " is named twice");
    } else {
      codes.add(new CodeWeight(number, weight));
    }
  }
}
