// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.blackhole.policy.Fault;
import org.blackhole.store.PolicyJson;
import org.junit.jupiter.api.Test;

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
    Problem problem = catchThrowableOfType(ProblemException.class, fields::finish).problem();
    assertThat(problem.errors()).containsExactly(new Fault("#/naem", "is not known here"));
  }

  private static Fields fields(String json) {
    return new Fields(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }
}
