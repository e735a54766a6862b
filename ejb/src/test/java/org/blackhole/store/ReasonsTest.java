// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a database's errors say to the user. */
class ReasonsTest {

  @Test
  void theDriversWordsCountAndOfThemTheFirstLine() {
    Throwable error =
        new IllegalStateException(
            "a query failed", new SQLException("connection refused.\n at x", new Exception("io")));

    assertThat(Reasons.of(error)).isEqualTo("connection refused");
  }

  @Test
  void theContainersCodesAreLeftOut() {
    assertThat(
            Reasons.of(new SQLException("refused. DSRA0010E: SQL State = 08001, Error Code = 0")))
        .isEqualTo("refused");
  }

  @Test
  void withoutADriverTheCauseOfAllCounts() {
    assertThat(Reasons.of(new IllegalStateException("outer", new Exception("no driver"))))
        .isEqualTo("no driver");
    assertThat(Reasons.of(new IllegalStateException())).contains("IllegalStateException");
  }
}
