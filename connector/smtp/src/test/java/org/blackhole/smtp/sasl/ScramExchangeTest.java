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

/** RFC 5802 and RFC 7677: their examples, and what a server must refuse. */
class ScramExchangeTest {

  private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String PROOF = "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String FINAL = "c=biws,r=" + NONCE + "," + PROOF;

  private final Exchange exchange = sha256(name -> name.equals("user") ? "pencil" : null);

  private static Exchange sha256(Passwords passwords) {
    return new ScramExchange(
        Mechanism.SCRAM_SHA_256,
        Exchanges.plain(passwords),
        "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        base64("W22ZaJ0SNY7soEsUEjb6gQ=="));
  }

  private static Exchange of(Mechanism mechanism) {
    return Exchange.of(mechanism, Exchanges.surroundings());
  }

  @Test
  void rfc5802Section5() {
    Exchange sha1 =
        new ScramExchange(
            Mechanism.SCRAM_SHA_1,
            Exchanges.plain(name -> name.equals("user") ? "pencil" : null),
            "3rfcNHYJY1ZVvWVs7j",
            base64("QSXCR+Q6sek8bf92"));

    assertThat(challengeText(sha1.begin(octets("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))))
        .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    assertThat(
            challengeText(
                sha1.next(
                    octets(
                        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                            + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="))))
        .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    assertThat(credentials(sha1.next(new byte[0])))
        .isEqualTo(new Credentials("SCRAM-SHA-1", "user", null, null));
  }

  @Test
  void rfc7677Section3() {
    assertThat(challengeText(exchange.begin(octets(FIRST))))
        .isEqualTo("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(challengeText(exchange.next(octets(FINAL))))
        .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    assertThat(credentials(exchange.next(new byte[0])))
        .isEqualTo(new Credentials("SCRAM-SHA-256", "user", null, null));
  }

  @Test
  void aClientThatWaitsIsAskedByAnEmptyChallenge() {
    assertThat(challenge(exchange.begin(null))).isEmpty();
    assertThat(challengeText(exchange.next(octets(FIRST)))).startsWith("r=" + NONCE);
  }

  @Test
  void saltAndNonceAreNewInEachExchange() {
    String one = challengeText(of(Mechanism.SCRAM_SHA_1).begin(octets("n,,n=alice,r=abc")));
    String two = challengeText(of(Mechanism.SCRAM_SHA_1).begin(octets("n,,n=alice,r=abc")));

    assertThat(one).matches("r=abc[A-Za-z0-9+/]{24},s=[A-Za-z0-9+/]{22}==,i=4096");
    assertThat(one.split(",", -1)[0]).isNotEqualTo(two.split(",", -1)[0]);
    assertThat(one.split(",", -1)[1]).isNotEqualTo(two.split(",", -1)[1]);
  }

  @Test
  void anUnknownNameFailsOnlyWithTheProof() {
    Exchange nobody = sha256(name -> null);

    assertThat(challengeText(nobody.begin(octets(FIRST))))
        .isEqualTo("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(reason(nobody.next(octets(FINAL)))).isEqualTo(Reason.MISMATCH);
  }

  @Test
  void anotherPasswordIsAMismatch() {
    Exchange other = sha256(name -> "pencil2");
    other.begin(octets(FIRST));

    assertThat(reason(other.next(octets(FINAL)))).isEqualTo(Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A proof of another length, another nonce, a part of the nonce.
        "c=biws,r=" + NONCE + ",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "c=biws,r=" + NONCE + ",p=",
        "c=biws,r=" + NONCE + "x," + PROOF,
        "c=biws,r=rOprNGfwEbeRWgbNEkqO," + PROOF,
        // The headers y,, and n,a=x, and p=tls-exporter,, in place of n,,
        "c=eSws,r=" + NONCE + "," + PROOF,
        "c=bixhPXgs,r=" + NONCE + "," + PROOF,
        "c=cD10bHMtZXhwb3J0ZXIsLA==,r=" + NONCE + "," + PROOF,
        "c=,r=" + NONCE + "," + PROOF,
        // An extension is part of what is proven.
        "c=biws,r=" + NONCE + ",x=1," + PROOF
      })
  void aWrongFinalMessageIsAMismatch(String last) {
    exchange.begin(octets(FIRST));

    assertThat(reason(exchange.next(octets(last)))).isEqualTo(Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,",
        "n,,",
        "n,,n=user",
        "n,,n=user,",
        "n,,n=user,r=",
        "n,,r=abc,n=user",
        "n,,n=,r=abc",
        "n,,n=a=2cb,r=abc",
        "n,,n=a=b,r=abc",
        "n,,n=a=,r=abc",
        "n,,n=\u0007,r=abc",
        "n,,n=\u00ad,r=abc",
        "n,,n=a\0b,r=abc",
        "n,,n=user,r=a b",
        "n,,n=user,r=\u00eb",
        "n,,m=x,n=user,r=abc",
        "n,,n=user,r=abc,m=x",
        "n,,n=user,r=abc,",
        "n,,n=user,r=abc,x",
        "n,,n=user,r=abc,x=",
        "n,,n=user,r=abc,1=x",
        "n,,n=user,r=abc,x=a\0b",
        "n,b=x,n=user,r=abc",
        "n,a=,n=user,r=abc",
        "N,,n=user,r=abc",
        "x,,n=user,r=abc",
        "p=,,n=user,r=abc",
        "p,,n=user,r=abc",
        "p=tls exporter,,n=user,r=abc",
        "F,n,,n=user,r=abc"
      })
  void otherFormsOfTheFirstMessageAreMalformed(String first) {
    assertThat(reason(exchange.begin(octets(first)))).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws",
        "c=biws,r=" + NONCE,
        "c=biws,r=" + NONCE + ",",
        "r=" + NONCE + ",c=biws," + PROOF,
        "c=biw,r=" + NONCE + "," + PROOF,
        "c=bi*s,r=" + NONCE + "," + PROOF,
        "c=biws,r=," + PROOF,
        "c=biws,r=" + NONCE + ",p=dHzb*ap=",
        "c=biws,r=" + NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ",
        "c=biws,r=" + NONCE + "," + PROOF + ",x=1",
        "c=biws,r=" + NONCE + ",m=1," + PROOF,
        "c=biws,m=1,r=" + NONCE + "," + PROOF,
        "c=biws,r=" + NONCE + ",x," + PROOF
      })
  void otherFormsOfTheFinalMessageAreMalformed(String last) {
    exchange.begin(octets(FIRST));

    assertThat(reason(exchange.next(octets(last)))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aNonceMayHave255OctetsSoThatTheChallengeStaysShort() {
    String longest = "n,,n=alice,r=" + "x".repeat(255);

    assertThat(challenge(of(Mechanism.SCRAM_SHA_1).begin(octets(longest)))).hasSizeLessThan(512);
    assertThat(reason(of(Mechanism.SCRAM_SHA_1).begin(octets(longest + "x"))))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void octetsThatAreNotUtf8AreMalformed() {
    assertThat(reason(exchange.begin(new byte[] {'n', ',', ',', 'n', '=', (byte) 0xff})))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void theClientHasNothingToSayToTheServersProof() {
    exchange.begin(octets(FIRST));
    challenge(exchange.next(octets(FINAL)));

    assertThat(reason(exchange.next(octets("x")))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aFailedExchangeDoesNotGoOn() {
    exchange.begin(octets(FIRST));
    reason(exchange.next(octets("c=biws,r=" + NONCE + ",p=")));

    assertThat(reason(exchange.next(octets(FINAL)))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aClientThatMissesTheOfferOfChannelBindingHasBeenDeceived() {
    assertThat(reason(of(Mechanism.SCRAM_SHA_256).begin(octets("y,,n=alice,r=abc"))))
        .isEqualTo(Reason.MISMATCH);
    assertThat(
            challengeText(
                Exchange.of(Mechanism.SCRAM_SHA_256, Exchanges.plain(name -> "x"))
                    .begin(octets("y,,n=alice,r=abc"))))
        .startsWith("r=abc");
  }

  @Test
  void aClientWithoutChannelBindingMayDoWithoutTheOffer() {
    assertThat(challengeText(of(Mechanism.SCRAM_SHA_256).begin(octets("n,,n=alice,r=abc"))))
        .startsWith("r=abc");
  }

  @Test
  void theMechanismSaysWhetherTheChannelIsBound() {
    assertThat(reason(of(Mechanism.SCRAM_SHA_256_PLUS).begin(octets("n,,n=alice,r=abc"))))
        .isEqualTo(Reason.MISMATCH);
    assertThat(reason(of(Mechanism.SCRAM_SHA_256_PLUS).begin(octets("y,,n=alice,r=abc"))))
        .isEqualTo(Reason.MISMATCH);
    assertThat(reason(of(Mechanism.SCRAM_SHA_256).begin(octets("p=tls-exporter,,n=alice,r=abc"))))
        .isEqualTo(Reason.MISMATCH);
  }

  @Test
  void aTypeOfBindingTheServerDoesNotKnowIsAMismatch() {
    assertThat(reason(of(Mechanism.SCRAM_SHA_1_PLUS).begin(octets("p=tls-unique,,n=alice,r=abc"))))
        .isEqualTo(Reason.MISMATCH);
    assertThat(
            challengeText(
                of(Mechanism.SCRAM_SHA_1_PLUS).begin(octets("p=tls-exporter,,n=alice,r=abc"))))
        .startsWith("r=abc");
  }
}
