// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.blackhole.policy.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9457 3. */
class ProblemTest {

  @Test
  void aProblemHasTypeTitleStatusDetailAndInstance() {
    assertThat(Problem.of(404, "There is no listener of this name.").toJson("/api/v1/listeners/x"))
        .hasToString(
            """
            {"type":"about:blank","title":"Not Found","status":404,\
            "detail":"There is no listener of this name.","instance":"/api/v1/listeners/x"}""");
  }

  @Test
  void fieldsAtFaultAreListed() {
    assertThat(new Problem(422, "d", List.of(new Fault("#/delay", "is wrong"))).toJson(null))
        .hasToString(
            """
            {"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"d",\
            "errors":[{"pointer":"#/delay","detail":"is wrong"}]}""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/%zz", "/api/v1/a b", "/a\"b", "http://elsewhere/", "//[", ""})
  void whatIsNoPathIsNoInstance(String path) {
    assertThat(Problem.of(400).toJson(path)).doesNotContainKey("instance");
  }

  @Test
  void aPathOfEndlessLengthIsNotRepeated() {
    assertThat(Problem.of(404).toJson("/" + "a".repeat(100_000))).doesNotContainKey("instance");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {400, 401, 403, 404, 405, 406, 408, 413, 415, 418, 421, 429, 431, 500, 501, 503, 599})
  void everyStatusHasWords(int status) {
    Problem problem = Problem.of(status);
    assertThat(problem.detail()).endsWith(".");
    assertThat(problem.toJson(null).getString("title")).isNotEmpty();
  }
}
