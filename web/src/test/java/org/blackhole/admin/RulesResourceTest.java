// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.blackhole.admin.KeptPolicy.body;
import static org.blackhole.admin.KeptPolicy.json;
import static org.blackhole.admin.KeptPolicy.terms;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Fault;
import org.blackhole.policy.rule.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test begins with the rules a and b, at revision 2. */
class RulesResourceTest {

  private static final String FULL =
      "\"at\":\"rcpt\",\"when\":{\"recipient\":\"full@*\"},\"then\":{\"reply\":\"452 4.2.2 Full\"}";

  private final KeptPolicy kept = new KeptPolicy();
  private final RulesResource resource = new RulesResource(kept.changes());

  @BeforeEach
  void begin() {
    new PolicyResource(kept.changes())
        .replace(
            body("{\"delay\":\"1s\",\"rules\":[" + rule("a") + "," + rule("b") + "]}"),
            terms(null));
  }

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void aRuleIsShownWithTheRevisionAsTag() {
    Response one = resource.one("b");
    assertThat(entity(one).getString("name")).isEqualTo("b");
    assertThat(entity(one).getJsonObject("then")).isEqualTo(json("{\"reply\":\"452 4.2.2 Full\"}"));
    assertThat(one.getEntityTag().getValue()).isEqualTo("2");
    assertThat(problem(() -> resource.one("c")).status()).isEqualTo(404);
  }

  @Test
  void aNewRuleComesLastOrBeforeAnother() {
    Response last = resource.add(body(rule("z")), null, terms("\"2\""));
    assertThat(last.getStatus()).isEqualTo(201);
    assertThat(last.getLocation()).hasToString("policy/rules/z");
    assertThat(last.getEntityTag().getValue()).isEqualTo("3");
    assertThat(entity(last)).isEqualTo(entity(resource.one("z")));
    resource.add(body(rule("y")), "b", terms(null, "why not"));
    assertThat(kept.current().why()).isEqualTo("why not");
    assertThat(kept.current().document().delay()).hasToString("1s");
    assertThat(names()).containsExactly("a", "y", "b", "z");
  }

  @Test
  void aNameIsTakenOnce() {
    assertThat(problem(() -> resource.add(body(rule("a")), null, terms(null))).status())
        .isEqualTo(409);
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @Test
  void toStandBeforeWhatIsNotThereIsAFaultOfTheQuery() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> resource.add(body(rule("z")), "none", terms(null)),
            () -> resource.put("a", body(rule("a")), "none", terms(null)),
            () -> resource.put("z", body(rule("z")), "z", terms(null)))) {
      assertThat(problem(call).status()).isEqualTo(422);
      assertThat(problem(call).errors()).extracting(Fault::pointer).containsExactly("?before");
    }
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @Test
  void aRuleIsReplacedInItsPlaceOrMoved() {
    String other = "{\"at\":\"mail\",\"then\":{\"reply\":\"550 5.7.1 No\"}}";
    Response put = resource.put("a", body(other), null, terms("\"2\""));
    assertThat(put.getStatus()).isEqualTo(200);
    assertThat(put.getLocation()).isNull();
    assertThat(entity(put).getString("name")).isEqualTo("a");
    assertThat(entity(put).getJsonObject("then").getString("reply")).isEqualTo("550 5.7.1 No");
    assertThat(names()).containsExactly("a", "b");
    resource.put("b", body(rule("b")), "a", terms(null));
    assertThat(names()).containsExactly("b", "a");
    resource.put("b", body(rule("b")), "b", terms(null));
    assertThat(names()).containsExactly("b", "a");
  }

  @Test
  void aRuleThatIsNotThereIsMadeByItsName() {
    Response put = resource.put("c", body("{" + FULL + "}"), null, terms(null));
    assertThat(put.getStatus()).isEqualTo(201);
    assertThat(put.getLocation()).hasToString("policy/rules/c");
    assertThat(resource.put("d", body("{" + FULL + "}"), "a", terms(null)).getStatus())
        .isEqualTo(201);
    assertThat(names()).containsExactly("d", "a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"b\"}", "{\"name\":7}", "{\"name\":null}"})
  void theNameInTheBodyIsThatOfThePath(String body) {
    Problem problem = problem(() -> resource.put("a", body(body), null, terms(null)));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("#/name");
  }

  @Test
  void faultsPointIntoTheRuleThatWasSent() {
    String wrong = "\"at\":\"rcpt\",\"colour\":1,\"then\":{\"reply\":\"250\\r\\n\"}}";
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> resource.add(body("{\"name\":\"c\"," + wrong), "b", terms(null)),
            () -> resource.put("b", body("{" + wrong), null, terms(null)))) {
      assertThat(problem(call).status()).isEqualTo(422);
      assertThat(problem(call).errors())
          .extracting(Fault::pointer)
          .containsExactlyInAnyOrder("#/colour", "#/then/reply");
    }
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{" + FULL + "}", "{\"name\":\"\"," + FULL + "}", "{\"name\":7," + FULL + "}"})
  void aRuleWithoutANameIsRefused(String body) {
    Problem problem = problem(() -> resource.add(body(body), null, terms(null)));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("#/name");
  }

  @Test
  void aRuleIsTakenAway() {
    Response gone = resource.remove("a", terms("\"2\""));
    assertThat(gone.getStatus()).isEqualTo(204);
    assertThat(gone.getEntityTag().getValue()).isEqualTo("3");
    assertThat(names()).containsExactly("b");
    assertThat(problem(() -> resource.remove("a", terms(null))).status()).isEqualTo(404);
    resource.remove("b", terms("10m", "for a while"));
    assertThat(kept.current().document().rules()).isEmpty();
    assertThat(kept.current().lasting().rules()).hasSize(1);
  }

  @Test
  void whoIsTooLateChangesNothing() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> resource.add(body(rule("z")), null, terms("\"1\"")),
            () -> resource.put("a", body(rule("a")), null, terms("\"1\"")),
            () -> resource.remove("a", terms("\"1\"")))) {
      assertThat(problem(call).status()).isEqualTo(412);
    }
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @Test
  void changesAtTheSameTimeAreAllKept() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Response>> all =
          IntStream.range(0, 40)
              .<Callable<Response>>mapToObj(
                  i -> () -> resource.add(body(rule("r" + i)), "b", terms(null)))
              .toList();
      for (var each : threads.invokeAll(all)) {
        assertThat(each.get().getStatus()).isEqualTo(201);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(names()).hasSize(42).startsWith("a").endsWith("b").doesNotHaveDuplicates();
    assertThat(kept.current().number()).isEqualTo(42);
  }

  private List<String> names() {
    return kept.current().document().rules().stream().map(Rule::name).toList();
  }

  private static String rule(String name) {
    return "{\"name\":\"" + name + "\"," + FULL + "}";
  }

  private static JsonObject entity(Response response) {
    @Nullable Object entity = response.getEntity();
    assertThat(entity).isInstanceOf(JsonObject.class);
    return (JsonObject) entity;
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }
}
