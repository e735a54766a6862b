// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.blackhole.admin.KeptPolicy.body;
import static org.blackhole.admin.KeptPolicy.json;
import static org.blackhole.admin.KeptPolicy.terms;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Fault;
import org.blackhole.policy.PolicyInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyResourceTest {

  private final KeptPolicy kept = new KeptPolicy();
  private final PolicyResource resource = new PolicyResource(kept.changes());

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void theDocumentInForceHasItsRevisionAsTag() {
    Response shown = resource.show();
    assertThat(shown.getEntity())
        .isEqualTo(json("{\"mode\":\"accept\",\"delay\":\"0s\",\"switches\":true}"));
    assertThat(shown.getEntityTag().getValue()).isEqualTo("1");
    assertThat(shown.getEntityTag().isWeak()).isFalse();
  }

  @Test
  void aWholeDocumentTakesThePlaceOfTheOldOne() {
    resource.change(body("{\"seed\":7,\"listeners\":{\"mx\":{\"delay\":\"1s\"}}}"), terms(null));
    Response put = resource.replace(body("{\"mode\":\"bounce\"}"), terms("\"2\""));
    assertThat(put.getStatus()).isEqualTo(200);
    assertThat(put.getEntityTag().getValue()).isEqualTo("3");
    assertThat(put.getEntity())
        .isEqualTo(resource.show().getEntity())
        .isEqualTo(json("{\"mode\":\"bounce\",\"delay\":\"0s\",\"switches\":true}"));
    assertThat(kept.current().by()).isEqualTo("vera");
    assertThat(kept.current().why()).isEmpty();
    assertThat(kept.current().expiry()).isNull();
  }

  /** RFC 7396 2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'delay':'2s'}                            | /delay               | 2s",
        "{'delay':null}                            | /delay               | 0s",
        "{'seed':null}                             | /seed                | ",
        "{'listeners':{'mx':{'switches':true}}}    | /listeners/mx        | {'delay':'1s','switches':true}",
        "{'listeners':{'mx':{'delay':null}}}       | /listeners/mx        | {}",
        "{'listeners':{'mx':null,'a':{}}}          | /listeners           | {'a':{}}",
        "{'mode':{'random':{'250':9,'451':1}}}     | /mode/random/250     | 9",
        "{'mode':{'random':null,'bounce':[551]}}   | /mode/bounce         | [551]",
        "{}                                        | /seed                | 7",
      })
  void aMergePatchChangesWhatItNames(String patch, String where, String then) {
    resource.replace(
        body(
            "{\"mode\":{\"random\":[550]},\"delay\":\"1s\",\"seed\":7,"
                + "\"listeners\":{\"mx\":{\"delay\":\"1s\"}}}"),
        terms(null));
    Response changed = resource.change(body(patch.replace('\'', '"')), terms(null));
    assertThat(value(changed, where)).isEqualTo(then == null ? "" : then.replace('\'', '"'));
  }

  /** Objects merge: a mode of another kind needs the old key set to null. */
  @Test
  void twoKindsOfModeAtOnceAreAFault() {
    resource.replace(body("{\"mode\":{\"random\":[550]}}"), terms(null));
    Problem problem =
        problem(() -> resource.change(body("{\"mode\":{\"bounce\":[551]}}"), terms(null)));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("#/mode");
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @Test
  void everyFaultIsToldWithItsPlaceAndNothingChanges() {
    Fields wrong = body("{\"mode\":\"x\",\"listeners\":{\"mx\":{\"delay\":\"2m\"}},\"colour\":1}");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> resource.replace(wrong, terms(null)),
            () -> resource.change(wrong, terms(null)))) {
      Problem problem = problem(call);
      assertThat(problem.status()).isEqualTo(422);
      assertThat(problem.errors())
          .extracting(Fault::pointer)
          .containsExactlyInAnyOrder("#/mode", "#/listeners/mx/delay", "#/colour");
    }
    assertThat(kept.current().number()).isEqualTo(1);
  }

  @Test
  void aChangeForAWhileRemembersWhatComesBack() {
    resource.replace(body("{\"mode\":\"bounce\"}"), terms("10m", "a drill"));
    assertThat(kept.current().why()).isEqualTo("a drill");
    assertThat(kept.current().expiry()).isNotNull();
    assertThat(kept.current().expiry().at()).isEqualTo(KeptPolicy.NOW.plus(Duration.ofMinutes(10)));
    resource.change(body("{\"delay\":\"1s\"}"), terms("5m", ""));
    assertThat(kept.current().why()).isEmpty();
    assertThat(kept.current().lasting().mode().toString()).contains("ACCEPT");
  }

  @ParameterizedTest
  @CsvSource({"soon,400", "'',400", "10,400", "0s,422", "366d,422"})
  void aLifetimeThatIsNoneIsAFaultOfTheQuery(String lifetime, int status) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> resource.replace(body("{}"), terms(lifetime, null)),
            () -> resource.change(body("{}"), terms(lifetime, null)))) {
      Problem problem = problem(call);
      assertThat(problem.status()).isEqualTo(status);
      assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("?for");
    }
    assertThat(kept.current().number()).isEqualTo(1);
  }

  @Test
  void aReasonHasABound() {
    resource.replace(body("{}"), terms(null, "x".repeat(1000)));
    Problem problem = problem(() -> resource.replace(body("{}"), terms(null, "x".repeat(1001))));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("?why");
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @Test
  void whoIsTooLateChangesNothing() {
    resource.replace(body("{}"), terms("\"1\""));
    assertThat(problem(() -> resource.replace(body("{}"), terms("\"1\""))).status()).isEqualTo(412);
    assertThat(problem(() -> resource.change(body("{}"), terms("\"1\""))).status()).isEqualTo(412);
    assertThat(kept.current().number()).isEqualTo(2);
  }

  @Test
  void aChangeThatCannotBeKeptIsRefusedAndReadingGoesOn() {
    kept.goAway();
    Problem problem = problem(() -> resource.replace(body("{\"mode\":\"bounce\"}"), terms(null)));
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.detail())
        .isEqualTo("The policy cannot be kept: the database is away; nothing was changed.");
    assertThat(resource.show().getEntityTag().getValue()).isEqualTo("1");
  }

  @Test
  void withoutAPolicyInForceAWholeDocumentMendsIt() {
    var timer = Executors.newSingleThreadScheduledExecutor();
    try (PolicyInForce none =
        PolicyInForce.unreadable(
            List.of("It is broken."), revision -> {}, timer, InstantSource.system())) {
      PolicyResource broken = new PolicyResource(new PolicyChanges(none));
      assertThat(problem(broken::show).status()).isEqualTo(409);
      assertThat(problem(() -> broken.change(body("{}"), terms(null))).detail())
          .isEqualTo("No policy is in force: It is broken.");
      assertThat(problem(() -> broken.replace(body("{}"), terms("*"))).status()).isEqualTo(412);
      assertThat(broken.replace(body("{}"), terms(null)).getStatus()).isEqualTo(200);
      assertThat(broken.show().getEntityTag().getValue()).isEqualTo("1");
    } finally {
      timer.shutdownNow();
    }
  }

  private static String value(Response response, String pointer) {
    JsonValue at = (JsonValue) response.getEntity();
    for (String step : pointer.substring(1).split("/", -1)) {
      JsonValue next = at.asJsonObject().get(step);
      if (next == null) {
        return "";
      }
      at = next;
    }
    return at instanceof JsonString text ? text.getString() : at.toString();
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }
}
