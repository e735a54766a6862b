// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of RFC 4013 3, and what becomes of what is prohibited. */
class PreparedTest {

  @Test
  void theExamples() {
    assertThat(Prepared.name("I\u00adX")).isEqualTo("IX");
    assertThat(Prepared.name("user")).isEqualTo("user");
    assertThat(Prepared.name("USER")).isEqualTo("USER");
    assertThat(Prepared.name("\u00aa")).isEqualTo("a");
    assertThat(Prepared.name("\u2168")).isEqualTo("IX");
    assertThat(Prepared.name("\u0007")).isNull();
    assertThat(Prepared.name("\u0627" + "1")).isNull();
  }

  @Test
  void aNameOfWhichNothingIsLeftIsNone() {
    assertThat(Prepared.name("")).isNull();
    assertThat(Prepared.name("\u00ad\u200b")).isNull();
  }

  @Test
  void aNameMayHaveLettersNewerThanTheRfc() {
    assertThat(Prepared.name("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void aPasswordIsPreparedOrTakenAsItIs() {
    assertThat(Prepared.password("a\u00a0b")).isEqualTo("a b");
    assertThat(Prepared.password("\u0007")).isEqualTo("\u0007");
    assertThat(Prepared.password("\u00ad")).isEmpty();
  }
}
