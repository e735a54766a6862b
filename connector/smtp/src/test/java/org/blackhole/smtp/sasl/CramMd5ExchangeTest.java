// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.challengeText;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.octets;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import org.blackhole.smtp.api.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2195 2. */
class CramMd5ExchangeTest {

  private static final String CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";
  private static final String DIGEST = "b913a602c7eda7a495b4e6e7334d3890";

  private final Exchange exchange =
      new CramMd5Exchange(
          name -> name.equals("nobody") ? null : name.equals("empty") ? "" : "tanstaaftanstaaf",
          CHALLENGE);

  @Test
  void theExample() {
    assertThat(challengeText(exchange.begin(null))).isEqualTo(CHALLENGE);
    assertThat(credentials(exchange.next(octets("tim " + DIGEST))))
        .isEqualTo(new Credentials("CRAM-MD5", "tim", null, null));
  }

  @Test
  void anotherDigestIsAMismatch() {
    assertThat(reason(exchange.next(octets("tim " + DIGEST.replace('b', 'c')))))
        .isEqualTo(Reason.MISMATCH);
  }

  @Test
  void anyDigestDoesWhereNoPasswordIsKnown() {
    assertThat(credentials(exchange.next(octets("nobody " + "0".repeat(32)))).user())
        .isEqualTo("nobody");
  }

  @Test
  void anEmptyPasswordIsAPasswordLikeAnyOther() {
    assertThat(reason(exchange.next(octets("empty " + DIGEST)))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void aNameMayHaveBlanks() {
    assertThat(credentials(exchange.next(octets("tim  b. " + DIGEST))).user()).isEqualTo("tim  b.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tim",
        "tim ",
        " " + DIGEST,
        DIGEST,
        "tim" + DIGEST,
        "tim 0" + DIGEST,
        "tim " + DIGEST + " ",
        "tim B913A602C7EDA7A495B4E6E7334D3890",
        "tim g913a602c7eda7a495b4e6e7334d3890",
        "t\0m " + DIGEST
      })
  void otherFormsAreMalformed(String response) {
    assertThat(reason(exchange.next(octets(response)))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void theClientMustNotBegin() {
    assertThat(reason(exchange.begin(octets("tim " + DIGEST)))).isEqualTo(Reason.UNASKED);
    assertThat(reason(exchange.begin(new byte[0]))).isEqualTo(Reason.UNASKED);
  }

  @Test
  void noTwoChallengesAreTheSame() {
    String one =
        challengeText(Exchange.of(Mechanism.CRAM_MD5, Exchanges.surroundings()).begin(null));
    String two =
        challengeText(Exchange.of(Mechanism.CRAM_MD5, Exchanges.surroundings()).begin(null));

    assertThat(one).matches("<[0-9]+\\.[0-9]+@mx\\.example\\.com>").isNotEqualTo(two);
  }
}
