// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON as it stands in files: strict in reading, pretty in writing. */
final class JsonText {

  private final JsonReaderFactory readers =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));
  private final JsonWriterFactory writers =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  /**
   * Reads an object.
   *
   * @throws JsonException if it is none, or names a member twice; the message is for the user
   */
  JsonObject object(byte[] text) {
    try (JsonReader in =
        readers.createReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8)) {
      JsonStructure read = in.read();
      if (read.getValueType() != JsonValue.ValueType.OBJECT) {
        throw new JsonException("the document is not a JSON object");
      }
      return read.asJsonObject();
    }
  }

  byte[] text(JsonObject object) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter writer = writers.createWriter(out, StandardCharsets.UTF_8)) {
      writer.writeObject(object);
    }
    out.write('\n');
    return out.toByteArray();
  }
}
