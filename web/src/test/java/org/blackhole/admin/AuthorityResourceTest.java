// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
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
}
