// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends cannot make a pattern take long, whoever wrote it. */
class TextPatternTest {

  /** By backtracking each would outlast the sun. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "re:^(a+)+$",
        "re:^([a-zA-Z]+)*$",
        "re:^(a|aa)+$",
        "re:^(a|a?)+$",
        "re:^(.*a){12}$",
        "re:(x+x+)+y",
        "*a*a*a*a*a*a*a*a*b",
        "?*?*?*?*?*?*?*?*?*b"
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void timeGrowsNoFasterThanTheText(String pattern) {
    String text = "a".repeat(1_000) + "x".repeat(1_000) + "!";

    assertThat(TextPattern.parse(pattern).matches(Spelling.of(text))).isFalse();
  }
}
