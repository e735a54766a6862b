// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MechanismTest {

  @Test
  void theStrongestStandsFirst() {
    assertThat(Arrays.stream(Mechanism.values()).map(Mechanism::label))
        .containsExactly(
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1",
            "CRAM-MD5",
            "OAUTHBEARER",
            "XOAUTH2",
            "EXTERNAL",
            "PLAIN",
            "LOGIN");
  }

  @Test
  void aNameIsFoundWhateverItsCase() {
    assertThat(Mechanism.named("plain")).contains(Mechanism.PLAIN);
    assertThat(Mechanism.named("Scram-Sha-256-Plus")).contains(Mechanism.SCRAM_SHA_256_PLUS);
    for (Mechanism mechanism : Mechanism.values()) {
      assertThat(Mechanism.named(mechanism.label())).contains(mechanism);
    }
  }

  @Test
  void whatOnlyLooksLikeANameIsNone() {
    assertThat(Mechanism.named("")).isEmpty();
    assertThat(Mechanism.named("PLAIN ")).isEmpty();
    assertThat(Mechanism.named("SCRAM_SHA_1")).isEmpty();
    assertThat(Mechanism.named("DIGEST-MD5")).isEmpty();
    // A dotless i, whose capital is that of i.
    assertThat(Mechanism.named("pla\u0131n")).isEmpty();
  }

  @Test
  void eachSaysWhatItNeedsAndWhatItShows() {
    assertThat(Arrays.stream(Mechanism.values()).filter(Mechanism::needsPassword))
        .containsExactly(
            Mechanism.SCRAM_SHA_256_PLUS,
            Mechanism.SCRAM_SHA_1_PLUS,
            Mechanism.SCRAM_SHA_256,
            Mechanism.SCRAM_SHA_1);
    assertThat(Arrays.stream(Mechanism.values()).filter(Mechanism::needsBinding))
        .containsExactly(Mechanism.SCRAM_SHA_256_PLUS, Mechanism.SCRAM_SHA_1_PLUS);
    assertThat(Arrays.stream(Mechanism.values()).filter(Mechanism::needsCertificate))
        .containsExactly(Mechanism.EXTERNAL);
    assertThat(Arrays.stream(Mechanism.values()).filter(Mechanism::showsSecret))
        .containsExactly(
            Mechanism.OAUTHBEARER, Mechanism.XOAUTH2, Mechanism.PLAIN, Mechanism.LOGIN);
  }
}
