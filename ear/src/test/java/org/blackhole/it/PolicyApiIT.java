// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackhole.it.AdminApi.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy, its rules and its history over HTTP, on one server. */
class PolicyApiIT {

  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final String FULL =
      "{\"name\":\"full\",\"at\":\"rcpt\",\"when\":{\"recipient\":\"full@*\"},"
          + "\"then\":{\"reply\":\"452 4.2.2 Mailbox full\"}}";

  private static LibertyServer server;
  private static AdminApi admin;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    admin = server.admin();
  }

  @BeforeEach
  void empty() {
    assertThat(put("/policy", "{}").status()).isEqualTo(200);
  }

  @Test
  void theDocumentIsReplacedAndPatched() {
    Answer shown = admin.get("/policy");
    assertThat(shown.json())
        .isEqualTo(json("{\"mode\":\"accept\",\"delay\":\"0s\",\"switches\":true}"));
    Answer put = put("/policy?why=a%20try", "{\"mode\":{\"bounce\":[550]},\"seed\":7}");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.header("ETag")).isEqualTo("\"" + revision() + "\"");
    assertThat(put.json()).isEqualTo(admin.get("/policy").json());
    assertThat(admin.get("/mode").body()).contains("{\"bounce\":[550]}");
    Answer patched =
        admin.send(
            "PATCH",
            "/policy",
            "{\"mode\":{\"bounce\":null,\"random\":[250,451]},\"seed\":null}",
            Map.of("Content-Type", MERGE_PATCH));
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.json())
        .isEqualTo(
            json(
                "{\"mode\":{\"random\":{\"250\":1,\"451\":1}},\"delay\":\"0s\",\"switches\":true}"));
    assertThat(admin.send("PATCH", "/policy", "{\"delay\":\"1s\"}").json().getString("delay"))
        .isEqualTo("1s");
  }

  @Test
  void aChangeForAWhileGoesBackByItself() {
    put("/policy", "{\"delay\":\"2s\"}");
    assertThat(put("/policy?for=1s&why=drill", "{\"mode\":\"bounce\"}").status()).isEqualTo(200);
    JsonObject drill = one(revision());
    assertThat(drill.getString("why")).isEqualTo("drill");
    assertThat(drill.getString("by")).isEqualTo("admin");
    assertThat(drill).containsKey("expires");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get("/policy").json().getString("delay").equals("2s"));
    assertThat(admin.get("/policy").json().getString("mode")).isEqualTo("accept");
    assertThat(one(revision()).getString("by")).isEqualTo("blackhole");
  }

  @Test
  void whoIsTooLateGets412() {
    Map<String, String> first = Map.of("If-Match", admin.get("/policy").header("ETag"));
    assertThat(admin.send("PUT", "/policy", "{\"seed\":1}", first).status()).isEqualTo(200);
    assertThat(admin.send("PUT", "/policy", "{\"seed\":2}", first).status()).isEqualTo(412);
    assertThat(admin.send("PATCH", "/policy", "{\"seed\":2}", first).status()).isEqualTo(412);
    assertThat(admin.send("PUT", "/mode", "{\"mode\":\"bounce\"}", first).status()).isEqualTo(412);
    assertThat(admin.send("POST", "/policy/rules", FULL, first).status()).isEqualTo(412);
    assertThat(admin.get("/policy").json().getInt("seed")).isEqualTo(1);
  }

  @Test
  void rulesAreAddedReplacedMovedAndTakenAway() {
    Answer added = admin.send("POST", "/policy/rules", FULL);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.header("Location")).isEqualTo(admin.base() + "/api/v1/policy/rules/full");
    assertThat(added.header("ETag")).isEqualTo("\"" + revision() + "\"");
    assertThat(admin.send("POST", "/policy/rules", FULL).status()).isEqualTo(409);
    String first = FULL.replace("\"full\"", "\"a rule & more\"");
    Answer before = admin.send("POST", "/policy/rules?before=full", first);
    assertThat(before.status()).isEqualTo(201);
    assertThat(before.header("Location")).endsWith("/policy/rules/a%20rule%20&%20more");
    assertThat(admin.get("/policy/rules/a%20rule%20%26%20more").json()).isEqualTo(json(first));
    Answer replaced =
        put("/policy/rules/full", "{\"at\":\"mail\",\"then\":{\"reply\":\"550 5.7.1 No\"}}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.json().getString("name")).isEqualTo("full");
    assertThat(put("/policy/rules/new?before=full", FULL.replace("full\"", "new\"")).status())
        .isEqualTo(201);
    assertThat(names()).containsExactly("a rule & more", "new", "full");
    assertThat(admin.send("DELETE", "/policy/rules/new", "").status()).isEqualTo(204);
    assertThat(admin.get("/policy/rules/new").status()).isEqualTo(404);
    assertThat(names()).containsExactly("a rule & more", "full");
  }

  @Test
  void theSchemaIsServed() {
    Answer schema = admin.get("/policy/schema");
    assertThat(schema.status()).isEqualTo(200);
    assertThat(schema.header("Content-Type")).startsWith("application/schema+json");
    assertThat(schema.json().getString("$schema")).contains("2020-12");
  }

  @Test
  void aSessionIsTriedAndWhatScriptsCountedStartsOver() {
    admin.send("POST", "/policy/rules", FULL);
    JsonObject tried =
        admin
            .send(
                "POST",
                "/policy/try",
                "{\"sender\":\"a@b.example\",\"recipients\":[\"full@b.example\"]}")
            .json();
    assertThat(tried.getJsonArray("stages").toString())
        .contains("\"answer\":\"452 4.2.2 Mailbox full\",\"rule\":\"full\"");
    assertThat(admin.get("/policy/counters?limit=5").json().getJsonArray("items")).isEmpty();
    assertThat(admin.send("POST", "/policy/counters/reset", "").status()).isEqualTo(204);
  }

  @Test
  void theHistoryIsToldInPagesAndTurnedBack() {
    long start = revision();
    put("/policy", "{\"delay\":\"1s\"}");
    put("/policy", "{\"delay\":\"2s\",\"mode\":\"bounce\"}");
    List<Long> seen = new ArrayList<>();
    String after = "";
    do {
      JsonObject page = admin.get("/policy/revisions?limit=2" + after).json();
      page.getJsonArray("items")
          .forEach(item -> seen.add(item.asJsonObject().getJsonNumber("revision").longValue()));
      after = page.isNull("next") ? "" : "&after=" + page.getJsonNumber("next");
    } while (!after.isEmpty());
    assertThat(seen)
        .hasSize(Math.toIntExact(start + 2))
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    JsonObject last = one(start + 2);
    assertThat(
            Json.createPatch(last.getJsonArray("difference"))
                .apply(one(start + 1).getJsonObject("policy")))
        .isEqualTo(last.getJsonObject("policy"));
    Answer restored = admin.send("POST", "/policy/revisions/" + (start + 1) + "/restore", "");
    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.json()).isEqualTo(one(start + 1).getJsonObject("policy"));
    assertThat(one(start + 3).getString("why")).isEqualTo("restore of revision " + (start + 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /policy                       | {                   | 400 | ",
        "PUT    | /policy                       | {\"colour\":1}      | 422 | #/colour",
        "PUT    | /policy?for=soon              | {}                  | 400 | ?for",
        "PATCH  | /policy?for=0s                | {}                  | 422 | ?for",
        "PATCH  | /policy                       | [1]                 | 422 | #",
        "POST   | /policy/rules                 | {\"at\":\"rcpt\",\"then\":{\"accept\":true}} | 422 | #/name",
        "POST   | /policy/rules?before=none     | {\"name\":\"a\",\"at\":\"rcpt\",\"then\":{\"accept\":true}} | 422 | ?before",
        "PUT    | /policy/rules/a               | {\"name\":\"b\"}    | 422 | #/name",
        "PUT    | /policy/rules/a               | {\"then\":{\"reply\":\"x\"}} | 422 | #/then/reply",
        "DELETE | /policy/rules/a               | ''                  | 404 | ",
        "GET    | /policy/rules                 | ''                  | 405 | ",
        "GET    | /policy/revisions?limit=0     | ''                  | 422 | ?limit",
        "GET    | /policy/revisions?after=x     | ''                  | 400 | ?after",
        "GET    | /policy/revisions/999999      | ''                  | 404 | ",
        "GET    | /policy/revisions/x           | ''                  | 404 | ",
        "POST   | /policy/revisions/1/restore?for=1 | ''              | 400 | ?for",
      })
  void wrongCallsAreAnsweredWithAProblem(
      String method, String path, String body, int status, String pointer) {
    long before = revision();
    Answer answer = admin.send(method, path, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getInt("status")).isEqualTo(status);
    if (pointer != null) {
      assertThat(answer.json().getJsonArray("errors"))
          .extracting(error -> error.asJsonObject().getString("pointer"))
          .containsExactly(pointer);
    }
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void viewersReadAndOperatorsChange() {
    String viewer = "{\"name\":\"vera\",\"role\":\"viewer\",\"password\":\"long enough\"}";
    assertThat(admin.send("POST", "/accounts", viewer).status()).isEqualTo(201);
    AdminApi vera = new AdminApi(admin.base(), "vera", "long enough");
    for (String path : List.of("/policy", "/policy/revisions", "/policy/revisions/1")) {
      assertThat(vera.get(path).status()).describedAs(path).isEqualTo(200);
    }
    for (String call :
        List.of(
            "PUT /policy",
            "PATCH /policy",
            "POST /policy/rules",
            "PUT /policy/rules/a",
            "DELETE /policy/rules/a",
            "POST /policy/revisions/1/restore")) {
      String[] words = call.split(" ", 2);
      assertThat(vera.send(words[0], words[1], "{}").status()).describedAs(call).isEqualTo(403);
    }
  }

  @Test
  void theCallsOfOtherToolsAreNotThereUnlessTheyAreTurnedOn() throws IOException {
    RawHttp raw = new RawHttp(server.ports().http());
    for (String path :
        List.of("mailpit/api/v1/chaos", "mailhog/api/v2/jim", "james/smtpBehaviors")) {
      assertThat(raw.send("GET /compat/" + path, "").status()).isEqualTo(401);
      RawHttp.Answer answer = raw.asAdmin("GET /compat/" + path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.isProblem()).isTrue();
    }
  }

  private static Answer put(String path, String body) {
    return admin.send("PUT", path, body);
  }

  private static JsonObject one(long revision) {
    return admin.get("/policy/revisions/" + revision).json();
  }

  private static long revision() {
    return admin.get("/status").json().getJsonNumber("revision").longValue();
  }

  private static List<String> names() {
    return admin.get("/policy").json().getJsonArray("rules").stream()
        .map(rule -> rule.asJsonObject().getString("name"))
        .toList();
  }

  private static JsonObject json(String text) {
    return new Answer(200, text, Map.of()).json();
  }
}
