// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.blackhole.policy.Fault;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;

/**
 * Reads a JSON object (RFC 8259) and refuses what parsers differ about: names used twice, octets
 * that are not UTF-8, depth without end. One use.
 */
final class StrictJson {

  private static final int MAX_DEPTH = 32;

  private final JsonParser parser;
  private final Faults faults = new Faults();

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * @throws ProblemException 400 if it is not JSON, 422 if it is not an object or repeats a name
   */
  static JsonObject parse(byte[] body) {
    var text =
        new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = Json.createParser(text)) {
      return new StrictJson(parser).document();
    } catch (JsonException e) {
      throw ProblemException.unreadable("The body is not JSON in UTF-8.");
    }
  }

  private JsonObject document() {
    if (!parser.hasNext()) {
      throw ProblemException.unreadable("The body is empty; it has to be a JSON object.");
    }
    JsonValue value = value(parser.next(), Pointer.ROOT, 0);
    if (parser.hasNext()) {
      throw ProblemException.unreadable("The body goes on after the end of the JSON.");
    }
    if (!(value instanceof JsonObject object)) {
      throw ProblemException.nonsense(
          List.of(new Fault(Pointer.ROOT.fragment(), "has to be a JSON object")));
    }
    if (!faults.isEmpty()) {
      throw ProblemException.nonsense(faults.list());
    }
    return object;
  }

  private JsonValue value(Event event, Pointer at, int depth) {
    if (depth > MAX_DEPTH) {
      throw ProblemException.unreadable("The body is nested deeper than " + MAX_DEPTH + " levels.");
    }
    return switch (event) {
      case START_OBJECT -> object(at, depth);
      case START_ARRAY -> array(at, depth);
      default -> parser.getValue();
    };
  }

  private JsonObject object(Pointer at, int depth) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    Set<String> names = new HashSet<>();
    while (parser.next() != Event.END_OBJECT) {
      String name = parser.getString();
      Pointer member = at.member(name);
      if (!names.add(name)) {
        faults.add(member, "is given more than once");
      }
      object.add(name, value(parser.next(), member, depth + 1));
    }
    return object.build();
  }

  private JsonValue array(Pointer at, int depth) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    int index = 0;
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event, at.element(index++), depth + 1));
    }
    return array.build();
  }
}
