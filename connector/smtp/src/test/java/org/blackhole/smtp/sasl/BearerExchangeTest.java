// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.smtp.sasl.Exchanges.base64;
import static org.blackhole.smtp.sasl.Exchanges.challenge;
import static org.blackhole.smtp.sasl.Exchanges.challengeText;
import static org.blackhole.smtp.sasl.Exchanges.credentials;
import static org.blackhole.smtp.sasl.Exchanges.octets;
import static org.blackhole.smtp.sasl.Exchanges.reason;

import org.blackhole.smtp.api.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7628, and what Google documents of XOAUTH2. A caret stands for octet 1. */
class BearerExchangeTest {

  private final Exchange oauthBearer = Exchange.of(Mechanism.OAUTHBEARER, Exchanges.surroundings());
  private final Exchange xoauth2 = Exchange.of(Mechanism.XOAUTH2, Exchanges.surroundings());

  private static byte[] message(String text) {
    return octets(text.replace('^', '\u0001'));
  }

  @Test
  void rfc7628Section4ASuccessfulExchange() {
    assertThat(
            credentials(
                oauthBearer.begin(
                    base64(
                        "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29t"
                            + "AXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhi"
                            + "SFJoZG1semRHRXVZMjl0Q2c9PQEB"))))
        .isEqualTo(
            new Credentials(
                "OAUTHBEARER",
                "user@example.com",
                null,
                "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="));
  }

  @Test
  void rfc7628Section4AFailedExchange() {
    Step step =
        oauthBearer.begin(
            message("n,a=user@example.com,^host=server.example.com^port=143^auth=^^"));

    assertThat(challengeText(step)).isEqualTo("{\"status\":\"invalid_token\"}");
    assertThat(reason(oauthBearer.next(base64("AQ==")))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void rfc7628Section4TheServerRefusesTheToken() {
    credentials(oauthBearer.begin(message("n,a=user@example.com,^auth=Bearer abc^^")));

    assertThat(oauthBearer.failure()).isEqualTo(octets("{\"status\":\"invalid_token\"}"));
    assertThat(reason(oauthBearer.next(base64("AQ==")))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void theNameMayBeLeftToTheToken() {
    assertThat(credentials(oauthBearer.begin(message("n,,^auth=Bearer abc^^"))))
        .isEqualTo(new Credentials("OAUTHBEARER", "", null, "abc"));
  }

  @Test
  void aNameIsFreedOfItsEscapes() {
    assertThat(credentials(oauthBearer.begin(message("y,a=a=2Cb=3Dc,^auth=Bearer abc^^"))).user())
        .isEqualTo("a,b=c");
  }

  @Test
  void theSchemeMayBeWrittenInAnyCaseAndTheTokenBeMadeUp() {
    assertThat(credentials(oauthBearer.begin(message("n,,^auth=bEARER   fail=550^^"))).secret())
        .isEqualTo("fail=550");
  }

  @Test
  void googlesExample() {
    assertThat(
            credentials(
                xoauth2.begin(
                    base64(
                        "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5Ln"
                            + "ZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="))))
        .isEqualTo(
            new Credentials(
                "XOAUTH2",
                "someuser@example.com",
                null,
                "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"));
  }

  @Test
  void xoauth2TellsARefusalInItsOwnWay() {
    credentials(xoauth2.begin(message("user=tim^auth=Bearer abc^^")));

    assertThat(xoauth2.failure()).isEqualTo(octets("{\"status\":\"401\",\"schemes\":\"bearer\"}"));
    assertThat(reason(xoauth2.next(new byte[0]))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void aClientThatWaitsIsAskedByAnEmptyChallenge() {
    assertThat(challenge(xoauth2.begin(null))).isEmpty();
    assertThat(challenge(oauthBearer.begin(null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n,,^^",
        "n,,^host=a^^",
        "n,,^auth=^^",
        "n,,^auth=Bearer^^",
        "n,,^auth=Bearer ^^",
        "n,,^auth=Basic YTpi^^",
        "n,,^auth=Bearer a b^^"
      })
  void whoShowsNoTokenIsToldSoAndFails(String text) {
    assertThat(challengeText(oauthBearer.begin(message(text)))).contains("invalid_token");
    assertThat(reason(oauthBearer.next(message("^")))).isEqualTo(Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user=tim^^", "user=tim^auth=^^", "user=tim^auth=Digest x^^"})
  void whoShowsNoTokenWithXoauth2IsToldSoAndFails(String text) {
    assertThat(challengeText(xoauth2.begin(message(text)))).contains("401");
    assertThat(reason(xoauth2.next(new byte[0]))).isEqualTo(Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^",
        "^^",
        "n,,",
        "n,,^",
        "n,",
        "auth=Bearer abc^^",
        "n,,auth=Bearer abc^^",
        "n,,^auth=Bearer abc^",
        "n,,^auth=Bearer abc",
        "n,,^auth=Bearer abc^^^",
        "n,,^auth=Bearer abc^^x",
        "n,,^auth=Bearer abc^auth=Bearer abc^^",
        "n,,^=x^^",
        "n,,^auth^^",
        "n,,^port1=3^^",
        "n,,^auth=Bearer \u00eb^^",
        "n,,^auth=Bearer a\0b^^",
        "n,a=,^auth=Bearer abc^^",
        "n,a=x=2c,^auth=Bearer abc^^",
        "n,b=x,^auth=Bearer abc^^",
        "p=tls-exporter,,^auth=Bearer abc^^",
        "F,n,,^auth=Bearer abc^^",
        "x,,^auth=Bearer abc^^"
      })
  void otherFormsOfOauthBearerAreMalformed(String text) {
    assertThat(reason(oauthBearer.begin(message(text)))).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^^",
        "auth=Bearer abc^^",
        "user=^auth=Bearer abc^^",
        "user=a^user=b^auth=Bearer abc^^",
        "user=a^auth=Bearer abc^",
        "user=a^auth=Bearer abc",
        "n,a=user,^auth=Bearer abc^^"
      })
  void otherFormsOfXoauth2AreMalformed(String text) {
    assertThat(reason(xoauth2.begin(message(text)))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void octetsThatAreNotUtf8AreMalformed() {
    assertThat(reason(xoauth2.begin(new byte[] {(byte) 0xff, 1, 1}))).isEqualTo(Reason.MALFORMED);
  }
}
