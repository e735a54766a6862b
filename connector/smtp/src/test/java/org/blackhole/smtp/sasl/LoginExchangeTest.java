// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.challengeText;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.octets;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import org.blackhole.smtp.api.Credentials;
import org.junit.jupiter.api.Test;

class LoginExchangeTest {

  private final Exchange exchange = Exchange.of(Mechanism.LOGIN, Exchanges.surroundings());

  @Test
  void nameAndPasswordAreAskedForInTurn() {
    assertThat(challengeText(exchange.begin(null))).isEqualTo("Username:");
    assertThat(challengeText(exchange.next(octets("tim")))).isEqualTo("Password:");
    assertThat(credentials(exchange.next(octets("open sesame"))))
        .isEqualTo(new Credentials("LOGIN", "tim", null, "open sesame"));
  }

  @Test
  void theNameMayComeAtOnce() {
    assertThat(challengeText(exchange.begin(octets("tim")))).isEqualTo("Password:");
    assertThat(credentials(exchange.next(octets("x"))).user()).isEqualTo("tim");
  }

  @Test
  void anEmptyNameIsMalformed() {
    assertThat(reason(exchange.begin(new byte[0]))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void anEmptyPasswordIsMalformed() {
    exchange.begin(octets("tim"));

    assertThat(reason(exchange.next(new byte[0]))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void nulLatin1AndMoreThan255OctetsAreMalformed() {
    assertThat(reason(exchange.begin(octets("a\0b")))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(exchange.begin(new byte[] {'z', 'o', (byte) 0xeb})))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(exchange.begin(octets("x".repeat(256))))).isEqualTo(Reason.MALFORMED);
  }
}
