// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
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
import java.util.Map;
import java.util.Set;
import org.blackhole.policy.Faults;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object (RFC 8259), wherever one comes from, and refuses what parsers differ about:
 * names used twice, octets that are not UTF-8, depth without end; and what costs more to read than
 * to write: endless numbers, and values without number. One use.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 32;

  /** No number here needs more; the time to read one grows with the square of its length. */
  private static final int MAX_DIGITS = 64;

  /** Names stand in pointers, once for all that is below them. */
  private static final int MAX_NAME = 1000;

  /** What stands there is no JSON. The message goes on after its name: "is empty", for example. */
  public static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJsonException(String what) {
      super(what);
    }

    /** What is wrong, to follow the name of what was read. */
    public String what() {
      return String.valueOf(getMessage());
    }
  }

  /** Where a value is; made into a pointer if there is something to say about it, not before. */
  private record Place(@Nullable Place parent, @Nullable String name, int index) {

    static final Place ROOT = new Place(null, null, 0);

    Place member(String member) {
      return new Place(this, member, 0);
    }

    Place element(int at) {
      return new Place(this, null, at);
    }

    Pointer pointer() {
      if (parent == null) {
        return Pointer.ROOT;
      }
      Pointer above = parent.pointer();
      return name == null ? above.element(index) : above.member(name);
    }
  }

  private final JsonParser parser;
  // One for all: each call of Json looks for the provider anew, in all of the class path.
  private final JsonBuilderFactory builders = Json.createBuilderFactory(Map.of());
  private final Faults faults = new Faults();
  private final int maxValues;
  private int values;

  private StrictJson(JsonParser parser, int maxValues) {
    this.parser = parser;
    this.maxValues = maxValues;
  }

  /** Reads all of it, however much it is: for what is our own. */
  public static JsonObject parse(byte[] octets) throws NotJsonException {
    return parse(octets, Integer.MAX_VALUE);
  }

  /**
   * Reads all of it.
   *
   * @param maxValues how many values there may be, objects and lists included
   * @throws NotJsonException if it is not JSON
   * @throws InvalidPolicyException if it is not an object, or repeats names, with their places
   */
  public static JsonObject parse(byte[] octets, int maxValues) throws NotJsonException {
    if (isBlank(octets)) {
      throw new NotJsonException("is empty; it has to be a JSON object");
    }
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(octets), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = Json.createParser(text)) {
      return new StrictJson(parser, maxValues).document();
    } catch (JsonException e) {
      throw new NotJsonException("is not JSON in UTF-8");
    }
  }

  private static boolean isBlank(byte[] octets) {
    for (byte octet : octets) {
      if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
        return false;
      }
    }
    return true;
  }

  private JsonObject document() throws NotJsonException {
    JsonValue value = value(parser.next(), Place.ROOT, 0);
    requireEnd();
    if (!(value instanceof JsonObject object)) {
      faults.add(Pointer.ROOT, "must be a JSON object");
      throw new InvalidPolicyException(faults.list());
    }
    faults.throwIfAny();
    return object;
  }

  private void requireEnd() throws NotJsonException {
    boolean more;
    try {
      more = parser.hasNext();
    } catch (JsonException e) {
      // That there is more, parsers tell in one way or the other.
      more = true;
    }
    if (more) {
      throw new NotJsonException("goes on after the end of the JSON");
    }
  }

  private JsonValue value(Event event, Place at, int depth) throws NotJsonException {
    if (depth > MAX_DEPTH) {
      throw new NotJsonException("is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (++values > maxValues) {
      throw new NotJsonException("has more than " + maxValues + " values");
    }
    return switch (event) {
      case START_OBJECT -> object(at, depth);
      case START_ARRAY -> array(at, depth);
      case VALUE_NUMBER -> number();
      default -> parser.getValue();
    };
  }

  private JsonValue number() throws NotJsonException {
    if (parser.getString().length() > MAX_DIGITS) {
      throw new NotJsonException("has a number of more than " + MAX_DIGITS + " digits");
    }
    return parser.getValue();
  }

  private JsonObject object(Place at, int depth) throws NotJsonException {
    JsonObjectBuilder object = builders.createObjectBuilder();
    Set<String> names = new HashSet<>();
    while (parser.next() != Event.END_OBJECT) {
      String name = parser.getString();
      if (name.length() > MAX_NAME) {
        throw new NotJsonException("has a name of more than " + MAX_NAME + " characters");
      }
      Place member = at.member(name);
      if (!names.add(name)) {
        faults.add(member::pointer, "is given more than once");
      }
      object.add(name, value(parser.next(), member, depth + 1));
    }
    return object.build();
  }

  private JsonValue array(Place at, int depth) throws NotJsonException {
    JsonArrayBuilder array = builders.createArrayBuilder();
    int index = 0;
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event, at.element(index++), depth + 1));
    }
    return array.build();
  }
}
