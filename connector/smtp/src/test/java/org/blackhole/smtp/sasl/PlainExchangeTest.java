// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.challenge;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.octets;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import org.blackhole.smtp.api.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4616. */
class PlainExchangeTest {

  private final Exchange exchange = Exchange.of(Mechanism.PLAIN, Exchanges.surroundings());

  @Test
  void theExampleWithoutAuthorizationIdentity() {
    assertThat(credentials(exchange.begin(octets("\0tim\0tanstaaftanstaaf"))))
        .isEqualTo(new Credentials("PLAIN", "tim", null, "tanstaaftanstaaf"));
  }

  @Test
  void theExampleWithAuthorizationIdentity() {
    assertThat(credentials(exchange.begin(octets("Ursel\0Kurt\0xipj3plmq"))))
        .isEqualTo(new Credentials("PLAIN", "Kurt", "Ursel", "xipj3plmq"));
  }

  @Test
  void aClientThatWaitsIsAskedByAnEmptyChallenge() {
    assertThat(challenge(exchange.begin(null))).isEmpty();
    assertThat(credentials(exchange.next(octets("\0tim\0secret"))).user()).isEqualTo("tim");
  }

  @Test
  void toActAsOneselfIsNothingToTell() {
    assertThat(credentials(exchange.begin(octets("tim\0tim\0secret"))).authorization()).isNull();
  }

  @Test
  void namesAndPasswordsMayBeAnyUnicode() {
    assertThat(credentials(exchange.begin(octets("\0zo\u00eb\0\u5bc6\ud83d\udd11"))))
        .isEqualTo(new Credentials("PLAIN", "zo\u00eb", null, "\u5bc6\ud83d\udd11"));
  }

  @Test
  void aNameMayHave255OctetsAndNoMore() {
    String longest = "\u00eb".repeat(127) + "x";

    assertThat(credentials(exchange.begin(octets("\0" + longest + "\0p"))).user())
        .isEqualTo(longest);
    assertThat(reason(exchange.begin(octets("\0" + longest + "x\0p")))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(exchange.begin(octets(longest + "x\0u\0p")))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(exchange.begin(octets("\0u\0" + longest + "x")))).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "\0\0",
        "tim",
        "\0tim",
        "\0tim\0",
        "\0\0pass",
        "a\0\0b",
        "\0a\0b\0",
        "\0a\0b\0c"
      })
  void otherFormsAreMalformed(String message) {
    assertThat(reason(exchange.begin(octets(message)))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void octetsThatAreNotUtf8AreMalformed() {
    // Latin-1, an overlong NUL, half a surrogate pair.
    assertThat(reason(exchange.next(new byte[] {0, (byte) 0xeb, 0, 'p'})))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(exchange.next(new byte[] {0, 'u', 0, (byte) 0xc0, (byte) 0x80})))
        .isEqualTo(Reason.MALFORMED);
    assertThat(
            reason(
                exchange.next(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 0, 'u', 0, 'p'})))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aRefusalNeedsNoFurtherChallenge() {
    assertThat(exchange.failure()).isNull();
  }
}
