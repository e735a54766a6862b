// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.challenge;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.octets;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import java.security.cert.X509Certificate;
import org.blackhole.smtp.api.Credentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RFC 4422 appendix A. */
class ExternalExchangeTest {

  private static final String SUBJECT = "CN=tim,O=Mail\\, Inc.,C=DE";

  private static Exchange exchange(@Nullable X509Certificate certificate) {
    return Exchange.of(Mechanism.EXTERNAL, Exchanges.surroundings(name -> null, certificate));
  }

  @Test
  void theClientIsWhomItsCertificateNames() throws Exception {
    assertThat(credentials(exchange(Certificates.of(SUBJECT)).begin(new byte[0])))
        .isEqualTo(new Credentials("EXTERNAL", SUBJECT, null, null));
  }

  @Test
  void theClientMayAskToActAsSomeoneElse() throws Exception {
    assertThat(credentials(exchange(Certificates.of(SUBJECT)).begin(octets("fred@example.com"))))
        .isEqualTo(new Credentials("EXTERNAL", SUBJECT, "fred@example.com", null));
  }

  @Test
  void toActAsOneselfIsNothingToTell() throws Exception {
    assertThat(
            credentials(exchange(Certificates.of(SUBJECT)).begin(octets(SUBJECT))).authorization())
        .isNull();
  }

  @Test
  void aClientThatWaitsIsAskedByAnEmptyChallenge() throws Exception {
    Exchange exchange = exchange(Certificates.of(SUBJECT));

    assertThat(challenge(exchange.begin(null))).isEmpty();
    assertThat(credentials(exchange.next(new byte[0])).user()).isEqualTo(SUBJECT);
  }

  @Test
  void withoutACertificateNobodyGetsIn() {
    assertThat(reason(exchange(null).begin(null))).isEqualTo(Reason.MISMATCH);
    assertThat(reason(exchange(null).begin(octets("fred")))).isEqualTo(Reason.MISMATCH);
    assertThat(reason(exchange(null).next(octets("fred")))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void nulAndWhatIsNotUtf8AreMalformed() throws Exception {
    Exchange exchange = exchange(Certificates.of(SUBJECT));

    assertThat(reason(exchange.begin(octets("fr\0ed")))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(exchange.begin(new byte[] {(byte) 0xff}))).isEqualTo(Reason.MALFORMED);
  }
}
