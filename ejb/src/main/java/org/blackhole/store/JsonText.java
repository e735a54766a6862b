// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON as it is written to files: for people to read. */
final class JsonText {

  private final JsonWriterFactory writers =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  byte[] of(JsonObject object) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter writer = writers.createWriter(out, StandardCharsets.UTF_8)) {
      writer.writeObject(object);
    }
    out.write('\n');
    return out.toByteArray();
  }
}
