// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.blackhole.policy.Fault;
import org.blackhole.store.PolicyJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

  @Test
  void membersAreReadByName() {
    Fields fields = fields("{\"name\":\"vera\",\"delay\":\"1s..2s\"}");
    assertThat(fields.require("name").text("name")).hasValue("vera");
    assertThat(fields.read("delay", PolicyJson::delay)).map(Object::toString).hasValue("1s..2s");
    assertThat(fields.text("missing")).isEmpty();
    fields.finish();
  }

  @Test
  void allFaultsAreToldAtOnce() {
    Fields fields = fields("{\"name\":7,\"size\":\"big\",\"delay\":\"2m\",\"a b\":1}");
    assertThat(fields.require("name").text("name")).isEmpty();
    assertThat(fields.text("size", Integer::parseInt)).isEmpty();
    assertThat(fields.read("delay", PolicyJson::delay)).isEmpty();
    assertThat(fields.require("role").text("role")).isEmpty();
    Problem problem = catchThrowableOfType(ProblemException.class, fields::finish).problem();
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors())
        .extracting(Fault::pointer)
        .containsExactly("#/name", "#/size", "#/delay", "#/role", "#/a%20b");
    assertThat(problem.detail()).contains("5 faults");
  }

  @Test
  void aMemberThatNobodyAskedForIsRefused() {
    Fields fields = fields("{\"naem\":\"vera\"}");
    assertThat(fields.text("name")).isEmpty();
    assertThat(fields.text("role")).isEmpty();
    Problem problem = catchThrowableOfType(ProblemException.class, fields::finish).problem();
    assertThat(problem.errors())
        .containsExactly(new Fault("#/naem", "unknown field; known here: name, role"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' '|The body is empty; it has to be a JSON object.",
        "{} {}|The body goes on after the end of the JSON.",
        "{|The body is not JSON in UTF-8.",
      })
  void aBodyThatIsNotJsonCannotBeRead(String body, String detail) {
    Problem problem = catchThrowableOfType(ProblemException.class, () -> fields(body)).problem();
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).isEqualTo(detail);
  }

  @Test
  void aBodyThatRepeatsANameSaysNonsense() {
    Problem problem =
        catchThrowableOfType(ProblemException.class, () -> fields("{\"a\":1,\"a\":1}")).problem();
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).containsExactly(new Fault("#/a", "is given more than once"));
  }

  private static Fields fields(String json) {
    return FieldsReader.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
