// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.blackhole.policy.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void anObjectIsReadAsItStands() {
    String text = "{\"a\":[1,{\"b\":null}],\"c\":\"\u00e4\",\"d\":1.50,\"e\":true}";
    assertThat(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8))).hasToString(text);
  }

  @Test
  void everyNameGivenTwiceIsToldWithItsPlace() {
    assertThat(refusal("{\"a\":{\"x/y\":1,\"x/y\":2},\"l\":[0,{\"z\":1,\"z\":1}],\"a\":1}"))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(422))
        .extracting(Problem::errors)
        .isEqualTo(
            List.of(
                new Fault("#/a/x~1y", "is given more than once"),
                new Fault("#/l/1/z", "is given more than once"),
                new Fault("#/a", "is given more than once")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":}",
        "{\"a\" 1}",
        "{'a':1}",
        "nonsense",
        "{} {}",
        "{}x",
        "[1,]",
        "{\"a\":01}"
      })
  void whatIsNotJsonCannotBeRead(String text) {
    assertThat(refusal(text).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void whatIsJsonButNoObjectSaysNonsense(String text) {
    assertThat(refusal(text).status()).isEqualTo(422);
    assertThat(refusal(text).errors()).extracting(Fault::pointer).containsExactly("#");
  }

  @Test
  void octetsThatAreNotUtf8CannotBeRead() {
    byte[] latin1 = "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(latin1).status()).isEqualTo(400);
  }

  @Test
  void depthHasAnEnd() {
    assertThat(refusal("{\"a\":" + "[".repeat(100_000)).status()).isEqualTo(400);
    String deep = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
    assertThat(StrictJson.parse(deep.getBytes(StandardCharsets.UTF_8))).hasToString(deep);
  }

  private static Problem refusal(String text) {
    return refusal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem refusal(byte[] body) {
    return catchThrowableOfType(ProblemException.class, () -> StrictJson.parse(body)).problem();
  }
}
