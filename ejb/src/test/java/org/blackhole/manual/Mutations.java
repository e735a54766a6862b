// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes one thing in a document. */
final class Mutations {

  private static final List<String> NAMES =
      List.of(
          "name",
          "at",
          "when",
          "then",
          "script",
          "reply",
          "delay",
          "close",
          "accept",
          "choose",
          "tag",
          "per",
          "every",
          "sessions",
          "messages",
          "octets",
          "first",
          "times",
          "sequence",
          "repeat",
          "forget",
          "mode",
          "hang",
          "stall",
          "alert",
          "certificate",
          "version",
          "refuse",
          "size",
          "tls",
          "chance",
          "not",
          "recipient",
          "header",
          "other",
          "weight",
          "throttle");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "rcpt",
          "tls",
          "mail",
          "message",
          "connect",
          "client",
          "recipient",
          "0s",
          "1s",
          "60s",
          "61s",
          "1m",
          "2m..1m",
          "10m",
          "11m",
          "1h",
          "24h",
          "1d",
          "365d",
          "366d",
          "0001s",
          "1ms..2s",
          "1.5s",
          "-1s",
          "1KiB",
          "1KiB/s",
          "0/s",
          "1/s..2KiB/s",
          ">1",
          ">=1MiB",
          "<",
          "= 5",
          "250",
          "250 OK",
          "251 OK",
          "235 OK",
          "252 OK",
          "221 Bye",
          "354 go",
          "451",
          "451 4.7.1 Later",
          "451 5.7.1 Later",
          "551 2.0.0 x",
          "460 no",
          "570 no",
          "571 5.7.1 no",
          "599 no",
          "{recipient} x",
          "{x} y",
          "4511 x",
          "451-x",
          "bounce",
          "expired",
          "TLSv1.3",
          "handshake_failure",
          "re:(",
          "re:(?P<x>a)",
          "*@here.test",
          "192.0.2.0/24",
          "2001:db8::",
          "09:00",
          "2026-11-21T09:00:00Z/PT8H",
          "@a",
          "a/b",
          " a",
          "a b",
          "PIPELINING",
          "x\ny");

  private static final List<JsonValue> VALUES =
      List.of(
          JsonValue.NULL,
          JsonValue.TRUE,
          JsonValue.FALSE,
          JsonValue.EMPTY_JSON_ARRAY,
          JsonValue.EMPTY_JSON_OBJECT,
          Json.createValue(0),
          Json.createValue(1),
          Json.createValue(2),
          Json.createValue(451),
          Json.createValue(-1),
          Json.createValue(0.5),
          Json.createValue(Long.MAX_VALUE));

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  JsonValue change(JsonValue value) {
    boolean deeper = random.nextInt(5) > 0;
    if (value.getValueType() == JsonValue.ValueType.OBJECT) {
      return object(value.asJsonObject(), deeper);
    }
    if (value.getValueType() == JsonValue.ValueType.ARRAY) {
      return array(value.asJsonArray(), deeper);
    }
    return any();
  }

  private JsonValue any() {
    return random.nextInt(3) == 0
        ? VALUES.get(random.nextInt(VALUES.size()))
        : Json.createValue(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private JsonValue object(JsonObject object, boolean deeper) {
    JsonObjectBuilder out = Json.createObjectBuilder(object);
    List<String> names = new ArrayList<>(object.keySet());
    if (names.isEmpty()) {
      return out.add(name(), any()).build();
    }
    String chosen = names.get(random.nextInt(names.size()));
    if (deeper) {
      return out.add(chosen, change(object.getOrDefault(chosen, JsonValue.NULL))).build();
    }
    return switch (random.nextInt(4)) {
      case 0 -> out.remove(chosen).build();
      case 1 -> out.add(name(), any()).build();
      case 2 -> out.add(name(), object.getOrDefault(chosen, JsonValue.NULL)).remove(chosen).build();
      default -> out.add(chosen, any()).build();
    };
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private JsonValue array(List<JsonValue> array, boolean deeper) {
    List<JsonValue> all = new ArrayList<>(array);
    int index = array.isEmpty() ? -1 : random.nextInt(array.size());
    if (index >= 0 && deeper) {
      all.set(index, change(all.get(index)));
    } else if (index >= 0 && random.nextBoolean()) {
      all.remove(index);
    } else {
      all.add(index >= 0 && random.nextBoolean() ? all.get(index) : any());
    }
    JsonArrayBuilder out = Json.createArrayBuilder();
    all.forEach(out::add);
    return out.build();
  }
}
