// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the server says of its own API. */
final class OpenApi {

  private static final String TAKES = "Takes the role ";

  /** What stands for the variable part of a path: things that are there, but for rules. */
  private static final Map<String, String> THINGS =
      Map.of(
          "/listeners/{name}", "/listeners/submission",
          "/rules/{name}", "/rules/bystander",
          "/accounts/{name}", "/accounts/bystander",
          "/revisions/{revision}", "/revisions/1",
          "/sessions/{id}", "/sessions/0123456789abcdef",
          "/senders/{client}", "/senders/127.0.0.1");

  /** What would change something, if it got that far; all others are asked for a mode. */
  private static final Map<String, String> BODIES =
      Map.of(
          "changeListener", "{\"state\":\"closed\"}",
          "addRule", "{\"name\":\"new\",\"at\":\"mail\",\"then\":{\"reply\":\"550 5.7.1 no\"}}",
          "putRule", "{\"at\":\"mail\",\"then\":{\"reply\":\"550 5.7.1 no\"}}",
          "addAccount", "{\"name\":\"intruder\",\"role\":\"admin\",\"password\":\"long enough\"}",
          "changeAccount", "{\"role\":\"admin\"}");

  /**
   * An operation.
   *
   * @param role empty if it is open to all
   * @param types of the body; none if it takes none
   */
  record Operation(
      String id, String method, String path, String role, Set<String> types, String body) {

    boolean isOpen() {
      return role.isEmpty();
    }

    boolean takesBody() {
      return !types.isEmpty();
    }

    /** For the name of the test. */
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private OpenApi() {}

  /** By the description that a server gives at this port. */
  static List<Operation> read(int port) {
    List<Operation> found = new ArrayList<>();
    AdminApi.get(port, "/openapi?format=JSON")
        .json()
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject()
                    .forEach(
                        (key, value) -> {
                          if (!key.equals("parameters")) {
                            found.add(operation(key, path, value.asJsonObject()));
                          }
                        }));
    return found;
  }

  private static Operation operation(String method, String path, JsonObject described) {
    String description = described.getString("description");
    String role =
        description.startsWith(TAKES)
            ? description.substring(TAKES.length(), description.indexOf('.'))
            : "";
    JsonValue body = described.get("requestBody");
    String id = described.getString("operationId");
    return new Operation(
        id,
        method.toUpperCase(Locale.ROOT),
        thing(path),
        role,
        body == null ? Set.of() : body.asJsonObject().getJsonObject("content").keySet(),
        body == null ? "" : BODIES.getOrDefault(id, "{\"mode\":\"bounce\"}"));
  }

  private static String thing(String path) {
    String made = path;
    for (Map.Entry<String, String> each : THINGS.entrySet()) {
      made = made.replace(each.getKey(), each.getValue());
    }
    if (made.contains("{")) {
      throw new IllegalStateException("What stands for the variable part of " + path + "?");
    }
    return made;
  }
}
