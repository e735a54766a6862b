// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;

/** Members that are one value or a list of values. */
public final class TextsJson {

  private TextsJson() {}

  /** Reads one entry, and throws {@link IllegalArgumentException} for the user. */
  public interface Reader<T> extends Function<String, T> {}

  /** Each entry as something else; those that are wrong are left out, and are faults. */
  public static <T> List<T> read(
      JsonObject json, String name, Pointer at, Faults faults, Reader<T> reader) {
    JsonValue value = json.get(name);
    return value == null ? List.of() : read(value, at.member(name), faults, reader);
  }

  /** The same for a value that stands there. */
  public static <T> List<T> read(JsonValue value, Pointer at, Faults faults, Reader<T> reader) {
    List<T> all = new ArrayList<>();
    if (value.getValueType() == JsonValue.ValueType.ARRAY) {
      var list = value.asJsonArray();
      if (list.isEmpty()) {
        faults.add(at, "is an empty list, of which no entry can hold");
      }
      for (int i = 0; i < list.size(); i++) {
        one(list.get(i), at.element(i), faults, reader, all);
      }
    } else {
      one(value, at, faults, reader, all);
    }
    return all;
  }

  private static <T> void one(
      JsonValue value, Pointer at, Faults faults, Reader<T> reader, List<T> all) {
    if (!(value instanceof JsonString text)) {
      faults.add(at, "must be a text");
      return;
    }
    try {
      all.add(reader.apply(text.getString()));
    } catch (IllegalArgumentException e) {
      faults.add(at, Members.sentence(e));
    }
  }
}
