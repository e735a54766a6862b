// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.blackhole.admin.KeptPolicy.body;
import static org.blackhole.admin.KeptPolicy.json;
import static org.blackhole.admin.KeptPolicy.terms;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Fault;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsResourceTest {

  private final KeptPolicy kept = new KeptPolicy();
  private final PolicyResource policy = new PolicyResource(kept.changes());
  private final RevisionsResource resource =
      new RevisionsResource(kept.revisions(), kept.changes());

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void theHistoryTellsWhoChangedWhatAndWhy() {
    policy.replace(body("{\"mode\":\"bounce\"}"), terms("10m", "a drill"));
    JsonObject list = list("100", null);
    assertThat(list.keySet()).containsExactly("items", "next");
    assertThat(list.get("next")).isEqualTo(JsonValue.NULL);
    assertThat(list.getJsonArray("items"))
        .containsExactly(
            json(
                "{\"revision\":2,\"by\":\"vera\",\"at\":\"2026-11-01T12:00:00Z\","
                    + "\"why\":\"a drill\",\"expires\":\"2026-11-01T12:10:00Z\","
                    + "\"difference\":[{\"op\":\"replace\",\"path\":\"/mode\",\"value\":\"bounce\"}]}"),
            json(
                "{\"revision\":1,\"by\":\"blackhole\",\"at\":\"2026-11-01T12:00:00Z\","
                    + "\"why\":\"first start\"}"));
  }

  /** RFC 6902: applied to the document before, it gives the document. */
  @Test
  void everyDifferenceLeadsFromOneDocumentToTheNext() {
    policy.replace(
        body("{\"seed\":1,\"listeners\":{\"a\":{},\"b\":{\"delay\":\"1s\"}}}"), terms(null));
    policy.change(body("{\"listeners\":{\"a\":null,\"b\":{\"mode\":\"bounce\"}}}"), terms(null));
    policy.change(body("{\"mode\":{\"random\":{\"250\":9,\"451\":1}},\"seed\":null}"), terms(null));
    policy.change(body("{\"mode\":{\"random\":[550,451,571]}}"), terms(null));
    policy.change(body("{\"mode\":{\"random\":[571,550]}}"), terms(null));
    JsonObject document = resource.one("1").getJsonObject("policy");
    for (int number = 2; number <= 6; number++) {
      JsonObject next = resource.one(Integer.toString(number));
      document = Json.createPatch(next.getJsonArray("difference")).apply(document);
      assertThat(document).isEqualTo(next.getJsonObject("policy"));
    }
  }

  @Test
  void pagesFollowOneAnother() {
    for (int i = 0; i < 6; i++) {
      policy.replace(body("{\"delay\":\"" + i + "s\"}"), terms(null));
    }
    List<Integer> seen = new ArrayList<>();
    @Nullable String after = null;
    do {
      JsonObject page = list("3", after);
      page.getJsonArray("items").forEach(item -> seen.add(item.asJsonObject().getInt("revision")));
      after = page.isNull("next") ? null : page.getJsonNumber("next").toString();
    } while (after != null);
    assertThat(seen).containsExactly(7, 6, 5, 4, 3, 2, 1);
    assertThat(list("1", "4").getJsonArray("items").getJsonObject(0))
        .containsKey("difference")
        .containsEntry("revision", Json.createValue(3));
    assertThat(list("7", null).isNull("next")).isTrue();
    assertThat(list("3", "1").getJsonArray("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x,,400,?limit",
    "0,,422,?limit",
    "1001,,422,?limit",
    "3,x,400,?after",
    "3,0,422,?after"
  })
  void aPageThatIsNoneIsAFaultOfTheQuery(
      String limit, @Nullable String after, int status, String pointer) {
    Problem problem = problem(() -> list(limit, after));
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.errors()).extracting(Fault::pointer).containsExactly(pointer);
  }

  @Test
  void oneRevisionHasItsDocument() {
    policy.change(body("{\"seed\":7}"), terms(null));
    JsonObject one = resource.one("2");
    assertThat(one.getJsonObject("policy").getInt("seed")).isEqualTo(7);
    assertThat(one.keySet()).containsExactly("revision", "by", "at", "why", "difference", "policy");
    assertThat(resource.one("1").keySet()).containsExactly("revision", "by", "at", "why", "policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "-1", "x", "", "99999999999999999999"})
  void whatNeverWasIsNotFound(String number) {
    assertThat(problem(() -> resource.one(number)).status()).isEqualTo(404);
    assertThat(problem(() -> resource.restore(number, terms(null))).status()).isEqualTo(404);
  }

  @Test
  void aRestoreIsARevisionOfItsOwn() {
    policy.replace(body("{\"mode\":\"bounce\"}"), terms(null));
    Response restored = resource.restore("1", terms("\"2\""));
    assertThat(restored.getStatus()).isEqualTo(200);
    assertThat(restored.getEntityTag().getValue()).isEqualTo("3");
    assertThat(kept.current().document()).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(kept.current().why()).isEqualTo("restore of revision 1");
    assertThat(kept.current().by()).isEqualTo("vera");
    resource.restore("2", terms("5m", "again"));
    assertThat(kept.current().why()).isEqualTo("again");
    assertThat(kept.current().lasting()).isEqualTo(PolicyDocument.DEFAULT);
    assertThat(problem(() -> resource.restore("1", terms("\"3\""))).status()).isEqualTo(412);
  }

  @Test
  void withoutTheDatabaseTheRevisionInForceIsStillTold() {
    policy.replace(body("{\"mode\":\"bounce\"}"), terms(null));
    kept.goAway();
    JsonObject list = list("100", null);
    assertThat(list.getBoolean("complete")).isFalse();
    assertThat(list.isNull("next")).isTrue();
    assertThat(list.getJsonArray("items")).hasSize(1);
    assertThat(list.getJsonArray("items").getJsonObject(0).keySet())
        .containsExactly("revision", "by", "at", "why");
    assertThat(list("100", "2").getJsonArray("items")).isEmpty();
    assertThat(resource.one("2").getJsonObject("policy").getString("mode")).isEqualTo("bounce");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> resource.one("1"), () -> resource.restore("1", terms(null)))) {
      assertThat(problem(call).status()).isEqualTo(503);
      assertThat(problem(call).detail())
          .isEqualTo("The history of the policy cannot be read: the database is away.");
    }
  }

  @Test
  void theRevisionInForceIsListedBeforeTheDatabaseHasIt() {
    policy.replace(body("{\"mode\":\"bounce\"}"), terms(null));
    kept.forget(2);
    JsonObject list = list("1", null);
    assertThat(list.getJsonArray("items").getJsonObject(0)).containsKey("difference");
    assertThat(list.getInt("next")).isEqualTo(2);
    assertThat(list("1", "2").getJsonArray("items").getJsonObject(0).getInt("revision"))
        .isEqualTo(1);
  }

  @Test
  void withNeitherPolicyNorDatabaseThereIsNothingToTell() {
    kept.goAway();
    try (UnreadablePolicy broken = new UnreadablePolicy("It is broken.")) {
      PolicyInForce none = broken.inForce();
      var nothing = new RevisionsResource(new Revisions(none, kept), new PolicyChanges(none));
      assertThat(problem(() -> nothing.list(new Page("100", null))).status()).isEqualTo(503);
    }
  }

  private JsonObject list(String limit, @Nullable String after) {
    return resource.list(new Page(limit, after));
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }
}
