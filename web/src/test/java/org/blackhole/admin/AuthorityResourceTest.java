// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.smtp.net.CertificateRequest;
import org.blackhole.smtp.net.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 7468 5: how the certificate of the test CA is written. */
class AuthorityResourceTest {

  @TempDir private Path folder;

  @Test
  void isWrittenAsPemThatOthersRead() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    authority.issue(CertificateRequest.server(List.of("mx.example"), Instant.now()));
    X509Certificate certificate = authority.certificate().orElseThrow();

    String pem = AuthorityResource.pem(certificate);

    assertThat(pem.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(certificate);
  }

  @Test
  void itsListIsWrittenAsOthersReadIt() throws Exception {
    X509CRL list = new TestAuthority(folder).revocationList();

    byte[] der = RevocationListResource.der(list);

    assertThat(CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der)))
        .isEqualTo(list);
  }

  @Test
  void whatIsNotThereOrCannotBeReadIsAProblem() {
    assertThatThrownBy(() -> AuthorityResource.found(Optional::empty))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(404));
    assertThatThrownBy(
            () ->
                AuthorityResource.found(
                    () -> {
                      throw new IllegalStateException("The file cannot be read.");
                    }))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }
}
