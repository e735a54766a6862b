// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.store.StrictJson;
import org.blackhole.store.StrictJson.NotJsonException;
import org.jspecify.annotations.Nullable;

/** Reads what other tools are sent, as leniently as those written in Go do. Stateless. */
final class ToolBody {

  private static final String LIST = "list";

  private ToolBody() {}

  static JsonObject object(byte[] body) {
    try {
      return StrictJson.parse(body);
    } catch (NotJsonException e) {
      throw new BadCallException("The body " + e.what() + ".");
    } catch (InvalidPolicyException e) {
      throw new BadCallException("The body is wrong: " + e.getMessage() + ".");
    }
  }

  static JsonArray list(byte[] body) {
    // As a member of an object, which is what can be read.
    ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length + 16);
    whole.writeBytes(("{\"" + LIST + "\":").getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(body);
    whole.write('}');
    JsonObject object = object(whole.toByteArray());
    if (object.size() == 1 && object.get(LIST) instanceof JsonArray list) {
      return list;
    }
    throw new BadCallException("The body has to be a list.");
  }

  /** A member, without regard to the case of its name if none has it exactly; null is none. */
  static @Nullable JsonValue member(JsonObject object, String name) {
    JsonValue exact = object.get(name);
    if (exact == null) {
      exact =
          object.entrySet().stream()
              .filter(entry -> entry.getKey().equalsIgnoreCase(name))
              .map(entry -> entry.getValue())
              .findFirst()
              .orElse(null);
    }
    return exact == null || exact == JsonValue.NULL ? null : exact;
  }

  /** A whole number; 0 if it is missing. */
  static int whole(JsonObject object, String name) {
    JsonValue value = member(object, name);
    if (value == null) {
      return 0;
    }
    if (value instanceof JsonNumber number && number.isIntegral()) {
      try {
        return number.intValueExact();
      } catch (ArithmeticException e) {
        throw new BadCallException(name + " is too large.");
      }
    }
    throw new BadCallException(name + " has to be a whole number.");
  }

  /** A number; 0 if it is missing. */
  static BigDecimal number(JsonObject object, String name) {
    JsonValue value = member(object, name);
    if (value == null) {
      return BigDecimal.ZERO;
    }
    // As a double, which no exponent can blow up.
    if (value instanceof JsonNumber number && Double.isFinite(number.doubleValue())) {
      return plain(BigDecimal.valueOf(number.doubleValue()));
    }
    throw new BadCallException(name + " has to be a number.");
  }

  /** Without an exponent, and without zeros at its end. */
  static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }
}
