// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 13.1.1. */
class IfMatchTest {

  private static final Revision SEVEN =
      new Revision(7, PolicyDocument.DEFAULT, 1, Instant.EPOCH, "me", "", null);

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"*", " * "})
  void anyRevisionWillDo(@Nullable String header) {
    assertThat(IfMatch.expected(header, Optional.of(SEVEN))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"7\"", " \"7\" ", "\"6\", \"7\"", "\"7\",W/\"8\""})
  void theRevisionInForceIsNamed(String header) {
    assertThat(IfMatch.expected(header, Optional.of(SEVEN))).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "", "\"77\"", "nonsense"})
  void anotherRevisionIsNamed(String header) {
    assertThatThrownBy(() -> IfMatch.expected(header, Optional.of(SEVEN)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(412));
  }

  @Test
  void withoutAPolicyInForceNoConditionHolds() {
    assertThat(IfMatch.expected(null, Optional.empty())).isNull();
    for (String header : List.of("*", "\"0\"", "\"1\"")) {
      assertThatThrownBy(() -> IfMatch.expected(header, Optional.empty()))
          .describedAs(header)
          .isInstanceOf(ProblemException.class);
    }
  }
}
