// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's body. They are read one by one, faults are gathered, and {@link
 * #finish} refuses all of them at once, members nobody asked for included. For one request, one
 * thread.
 */
public final class Fields {

  private final JsonObject body;
  private final Set<String> read = new HashSet<>();
  private final List<FieldFault> faults = new ArrayList<>();

  public Fields(JsonObject body) {
    this.body = body;
  }

  /** Whether the member is there at all; counts as having read it. */
  public boolean has(String member) {
    read.add(member);
    return body.containsKey(member);
  }

  /** The member as it stands, or null if it is missing. */
  public @Nullable JsonValue value(String member) {
    read.add(member);
    return body.get(member);
  }

  /** A text, or null if it is missing or none. */
  public @Nullable String text(String member) {
    JsonValue value = value(member);
    if (value == null || value instanceof JsonString) {
      return value == null ? null : ((JsonString) value).getString();
    }
    fault(member, "has to be a text");
    return null;
  }

  /**
   * A text turned into something else.
   *
   * @param reader throws {@link IllegalArgumentException} with a text for the user
   */
  public <T> @Nullable T text(String member, Function<String, T> reader) {
    String text = text(member);
    if (text == null) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage();
      fault(member, why == null ? "is not allowed" : why);
      return null;
    }
  }

  /** Notes a fault if the member is missing. */
  public Fields require(String member) {
    if (!has(member)) {
      fault(member, "is required");
    }
    return this;
  }

  public void fault(String member, String detail) {
    faults.add(FieldFault.of(member, detail));
  }

  public void fault(FieldFault fault) {
    faults.add(fault);
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException 422 if there was any fault
   */
  public void finish() {
    for (String member : body.keySet()) {
      if (!read.contains(member)) {
        fault(member, "is not known here");
      }
    }
    if (!faults.isEmpty()) {
      throw ProblemException.nonsense(faults);
    }
  }
}
