// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.blackhole.store.PolicyJson;

/** Policy documents from JSON, in which an apostrophe stands for a quotation mark. */
public final class Documents {

  private Documents() {}

  /** The JSON itself. */
  public static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  /** The document, with seed 1 unless it names one. */
  public static PolicyDocument read(String text) {
    PolicyDocument document = PolicyJson.document(json(text));
    return document.seed() == null ? document.withSeed(1L) : document;
  }

  /** The document in force, with time standing still. */
  public static PolicyInForce inForce(String text) {
    return Policies.inForce(read(text));
  }
}
