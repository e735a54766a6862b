// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.blackhole.smtp.api.Handshake.Certificate;
import org.blackhole.smtp.net.TlsTrials.Kind;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long what serves a fault is kept. */
class TlsTrialsTest {

  private static final Kind EXPIRED = new Kind(Certificate.EXPIRED, null);
  private static final Kind NOT_YET = new Kind(Certificate.NOT_YET_VALID, null);
  private static final Kind PINNED = new Kind(Certificate.OWN, "TLSv1.2");

  private final Path folder;
  private final SetClock clock = new SetClock();
  private final TlsSettings settings = TlsSettings.DEFAULT;
  private TlsServing usual = serving();
  private final TlsTrials trials;

  /** What a listener serves with. */
  private static TlsServing serving() {
    try {
      return TlsServing.of("first", List.of(TlsTestKeys.ec("own.example")), TlsSettings.DEFAULT);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  TlsTrialsTest(@TempDir Path folder) {
    this.folder = folder;
    this.trials =
        new TlsTrials(
            new TestCertificates(new TestAuthority(folder, clock), List.of(), clock),
            settings,
            () -> usual,
            clock);
  }

  @AfterEach
  void end() {
    trials.close();
    usual.release();
  }

  private TlsServing get(Kind kind) {
    return trials.serving(kind).join();
  }

  private static X509Certificate certificate(TlsServing serving) {
    return serving.keys().materials().get(0).certificate();
  }

  private static int count(TlsServing serving) {
    return ReferenceCountUtil.refCnt(serving.context());
  }

  @Test
  void eachIsMadeOnce() throws Exception {
    assertThat(folder.resolve("ca.p12")).doesNotExist();
    TlsServing expired = get(EXPIRED);
    assertThat(get(EXPIRED)).isSameAs(expired);
    assertThat(get(new Kind(Certificate.EXPIRED, "TLSv1.2"))).isNotSameAs(expired);
    assertThat(get(NOT_YET)).isNotSameAs(expired);
    assertThat(certificate(get(PINNED))).isEqualTo(certificate(usual));
    trials.refresh();
    assertThat(get(EXPIRED)).isSameAs(expired);
    assertThat(count(expired)).isOne();
  }

  @Test
  void theyAreMadeAnewAfterADay() {
    TlsServing before = get(NOT_YET);
    Instant start = certificate(before).getNotBefore().toInstant();
    assertThat(start).isAfter(clock.instant().plus(Duration.ofDays(1)));
    clock.pass(Duration.ofDays(1));
    TlsServing after = get(NOT_YET);
    assertThat(after).isNotSameAs(before);
    assertThat(count(before)).isZero();
    assertThat(certificate(after).getNotBefore().toInstant())
        .isAfter(clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void theyAreMadeAnewWhenTheClockIsPutBack() {
    TlsServing before = get(EXPIRED);
    clock.pass(Duration.ofDays(-3));
    TlsServing after = get(EXPIRED);
    assertThat(after).isNotSameAs(before);
    assertThat(certificate(after).getNotAfter().toInstant()).isBefore(clock.instant());
  }

  @Test
  void anAuthorityThatWasReplacedSignsAnew() throws Exception {
    TlsServing before = get(EXPIRED);
    TlsServing pinned = get(PINNED);
    Files.delete(folder.resolve("ca.p12"));
    trials.refresh();
    assertThat(count(before)).isZero();
    assertThat(get(PINNED)).isSameAs(pinned);
    certificate(get(EXPIRED))
        .verify(new TestAuthority(folder, clock).certificate().orElseThrow().getPublicKey());
  }

  @Test
  void anotherCertificateOfTheListenerIsTakenUp() throws Exception {
    TlsServing before = get(PINNED);
    TlsServing expired = get(EXPIRED);
    usual.release();
    usual = serving();
    trials.forgetOwn();
    assertThat(count(before)).isZero();
    assertThat(certificate(get(PINNED))).isEqualTo(certificate(usual));
    assertThat(get(EXPIRED)).isSameAs(expired);
  }

  @Test
  void whatCannotBeMadeIsTriedAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.p12"), "no key store");
    assertThatThrownBy(() -> get(EXPIRED))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("ca.p12");
    Files.delete(file);
    assertThat(get(EXPIRED)).isNotNull();
  }

  @Test
  void whenItIsClosedNothingIsLeft() {
    TlsServing expired = get(EXPIRED);
    trials.close();
    assertThat(count(expired)).isZero();
    assertThatThrownBy(() -> get(EXPIRED)).hasMessageContaining("closed");
  }

  @Test
  void theAnswerThatGoesWithARevokedCertificateIsFreshAndSigned() throws Exception {
    TestAuthority authority = new TestAuthority(folder, clock);
    CertificateRequest request = CertificateRequest.server(List.of("mx.example"), clock.instant());
    TlsMaterial issued = authority.issue(request);
    CertificateSigner signer =
        CertificateSigner.of(
            new TlsMaterial(
                new TlsStoreFile("", folder.resolve("ca.p12")).read().key(),
                List.of(authority.open())));
    byte[] answer =
        signer.revoked(
            issued, clock.instant(), clock.instant(), clock.instant().plus(TestAuthority.NEWS));

    BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();

    assertThat(
            basic.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(authority.open().getPublicKey())))
        .isTrue();
    SingleResp only = basic.getResponses()[0];
    assertThat(only.getCertID().getSerialNumber())
        .isEqualTo(issued.certificate().getSerialNumber());
    assertThat(only.getCertStatus()).isInstanceOf(RevokedStatus.class);
    assertThat(only.getNextUpdate().toInstant())
        .isAfter(clock.instant().plus(TestCertificates.GOOD_FOR).plus(Duration.ofDays(1)));
  }
}
