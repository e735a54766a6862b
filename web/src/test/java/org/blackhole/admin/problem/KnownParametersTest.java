// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.blackhole.policy.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownParametersTest {

  static final class Page {
    @QueryParam("limit")
    @Nullable String limit;

    @HeaderParam("If-Match")
    @Nullable String match;
  }

  interface Calls {
    void list(@BeanParam Page page, @QueryParam("state") String state, String body);

    void plain(String body);
  }

  private static Set<String> of(String name) {
    return KnownParameters.of(
        Arrays.stream(Calls.class.getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void areReadFromTheAnnotationsOfAMethodAndItsBeans() {
    assertThat(of("list")).containsExactly("limit", "state");
    assertThat(of("plain")).isEmpty();
  }

  @Test
  void letAQueryThrough() {
    KnownParameters.check(Map.of(), Set.of());
    KnownParameters.check(Map.of("limit", List.of("1"), "state", List.of("")), of("list"));
  }

  @Test
  void tellEachFaultWithWhatThereIs() {
    Map<String, List<String>> query = new TreeMap<>();
    query.put("State", List.of("live"));
    query.put("limit", List.of("1", "2"));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> KnownParameters.check(query, of("list")))
        .satisfies(
            thrown -> {
              assertThat(thrown.problem().status()).isEqualTo(400);
              assertThat(thrown.problem().errors())
                  .extracting(Fault::pointer, Fault::detail)
                  .containsExactly(
                      tuple("?State", "is unknown; known are limit, state"),
                      tuple("?limit", "is there more than once"));
            });
  }

  @Test
  void tellThatACallTakesNone() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> KnownParameters.check(Map.of("x".repeat(200), List.of("")), of("plain")))
        .satisfies(
            thrown ->
                assertThat(thrown.problem().errors())
                    .extracting(Fault::pointer, Fault::detail)
                    .containsExactly(
                        tuple("?" + "x".repeat(100), "is unknown: this call takes no parameter")));
  }
}
