// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;

/**
 * Reads the members of a JSON object; each is empty if it is missing, or of the wrong kind, which
 * is a fault then.
 */
public final class Members {

  private Members() {}

  /** Notes a fault for each member that is not among those known. */
  public static void requireKnown(JsonObject json, List<String> known, Pointer at, Faults faults) {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        faults.add(at.member(name), "unknown field; known here: " + String.join(", ", known));
      }
    }
  }

  /** A text. */
  public static Optional<String> text(JsonObject json, String name, Pointer at, Faults faults) {
    JsonValue value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text) {
      return Optional.of(text.getString());
    }
    return wrong(name, "a text", at, faults);
  }

  /** True or false. */
  public static Optional<Boolean> bool(JsonObject json, String name, Pointer at, Faults faults) {
    JsonValue value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    return switch (value.getValueType()) {
      case TRUE -> Optional.of(true);
      case FALSE -> Optional.of(false);
      default -> wrong(name, "true or false", at, faults);
    };
  }

  /** A whole number that 64 bits hold. */
  public static Optional<Long> integer(JsonObject json, String name, Pointer at, Faults faults) {
    JsonValue value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    OptionalLong whole = whole(value);
    return whole.isPresent()
        ? Optional.of(whole.getAsLong())
        : wrong(name, "a whole number of at most 64 bits", at, faults);
  }

  /** An object. */
  public static Optional<JsonObject> object(
      JsonObject json, String name, Pointer at, Faults faults) {
    JsonValue value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.getValueType() == JsonValue.ValueType.OBJECT) {
      return Optional.of(value.asJsonObject());
    }
    return wrong(name, "an object", at, faults);
  }

  /** A whole number that 64 bits hold, else empty. */
  static OptionalLong whole(JsonValue value) {
    if (value instanceof JsonNumber number) {
      // Not through BigInteger: 1e999999999 would be a gigabyte of digits.
      var decimal = number.bigDecimalValue();
      if (decimal.scale() <= 0 && decimal.precision() - (long) decimal.scale() <= 19) {
        try {
          return OptionalLong.of(decimal.longValueExact());
        } catch (ArithmeticException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  /** What an exception says to the user. */
  public static String sentence(IllegalArgumentException e) {
    String message = e.getMessage();
    return message == null ? "not allowed here" : message;
  }

  private static <T> Optional<T> wrong(String name, String wanted, Pointer at, Faults faults) {
    faults.add(at.member(name), "must be " + wanted);
    return Optional.empty();
  }
}
