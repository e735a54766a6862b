// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.blackhole.admin.KeptPolicy;
import org.blackhole.store.PolicyJson;

/** Calls of a tool as the account vera, with {@code '} for {@code "}. */
record ToolCalls(Tool tool, KeptPolicy kept) {

  Answer send(String method, String body) {
    return tool.answer(method, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "vera");
  }

  String get() {
    Answer answer = send("GET", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    return answer.body().replace('"', '\'');
  }

  /** Why a call is not carried out; nothing has changed then. */
  String refused(String method, String body) {
    long before = kept.current().number();
    String why =
        String.valueOf(
            catchThrowableOfType(BadCallException.class, () -> send(method, body)).getMessage());
    assertThat(kept.current().number()).isEqualTo(before);
    return why;
  }

  /** The rules in force. */
  List<JsonObject> rules() {
    JsonObject document = PolicyJson.write(kept.current().document());
    return document.containsKey("rules")
        ? document.getJsonArray("rules").getValuesAs(JsonObject.class)
        : List.of();
  }

  List<String> names() {
    return rules().stream().map(rule -> rule.getString("name")).toList();
  }

  static JsonValue value(String json) {
    try (var reader = Json.createReader(new StringReader(json.replace('\'', '"')))) {
      return reader.readValue();
    }
  }
}
