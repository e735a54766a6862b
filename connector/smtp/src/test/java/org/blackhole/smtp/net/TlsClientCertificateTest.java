// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.net.TlsSettings.ClientCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 5246 7.4.4 and RFC 8446 4.3.2: clients that are asked for a certificate. */
class TlsClientCertificateTest {

  private static final TlsMaterial AUTHORITY = TlsTestKeys.authority("authority.test");
  private static final TlsMaterial CLIENT = TlsTestKeys.issued("client.test", AUTHORITY);
  private static final TlsMaterial STRANGER = TlsTestKeys.ec("stranger.test");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void oneThatIsWantedIsKnownAndNeedNotBeThere(TlsSettings.Provider provider, String protocol)
      throws Exception {
    try (TlsTestServer server = serving(provider, ClientCertificate.WANTED, null)) {
      new TlsTestClient(STRANGER).visit(server.port(), protocol);
      assertThat(server.handshake().clientCertificate()).isEqualTo(STRANGER.certificate());
      new TlsTestClient().visit(server.port(), protocol);
      assertThat(server.handshake().clientCertificate()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void oneThatIsNotAskedForIsNotKnown(TlsSettings.Provider provider, String protocol)
      throws Exception {
    try (TlsTestServer server = serving(provider, ClientCertificate.NONE, null)) {
      new TlsTestClient(STRANGER).visit(server.port(), protocol);
      assertThat(server.handshake().clientCertificate()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void withoutOneThatIsNeededTheHandshakeFails(TlsSettings.Provider provider, String protocol)
      throws Exception {
    try (TlsTestServer server = serving(provider, ClientCertificate.NEEDED, null)) {
      assertThatThrownBy(() -> new TlsTestClient().visit(server.port(), protocol))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("timed out");
      assertThat(server.failure()).isInstanceOf(SSLException.class);
      assertThat(server.handshakes).isEmpty();
      new TlsTestClient(STRANGER).visit(server.port(), protocol);
      assertThat(server.handshake().clientCertificate()).isEqualTo(STRANGER.certificate());
    }
  }

  /** The JDK says bad_certificate for both; newer ones as the RFCs have it. */
  @ParameterizedTest
  @CsvSource({
    "OPENSSL,tls1_2,handshake failure",
    "OPENSSL,tls1_3,alert certificate required",
    "JDK,tls1_2,alert (bad certificate|handshake failure)",
    "JDK,tls1_3,alert (bad certificate|certificate required)"
  })
  void theAlertSaysThatOneIsNeeded(TlsSettings.Provider provider, String protocol, String alert)
      throws Exception {
    try (TlsTestServer server = serving(provider, ClientCertificate.NEEDED, null)) {
      assertThat(OpenSslClient.connect(server.port(), "-" + protocol)).containsPattern(alert);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENSSL", "JDK"})
  void theAlertSaysThatItsAuthorityIsNotKnown(TlsSettings.Provider provider) throws Exception {
    Path trust = TlsTestKeys.pem(folder.resolve("trust.pem"), AUTHORITY.certificate());
    Path own =
        TlsTestKeys.pem(
            folder.resolve("own.pem"), STRANGER.certificate(), TlsTestKeys.pkcs8(STRANGER.key()));
    try (TlsTestServer server = serving(provider, ClientCertificate.WANTED, trust)) {
      assertThat(OpenSslClient.connect(server.port(), "-cert", own.toString()))
          .containsPattern("alert (unknown ca|certificate unknown)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENSSL,TLSv1.2,WANTED",
    "OPENSSL,TLSv1.3,NEEDED",
    "JDK,TLSv1.2,NEEDED",
    "JDK,TLSv1.3,WANTED"
  })
  void oneThatDoesNotChainToATrustedAuthorityIsRefused(
      TlsSettings.Provider provider, String protocol, ClientCertificate asked) throws Exception {
    Path trust = TlsTestKeys.pem(folder.resolve("trust.pem"), AUTHORITY.certificate());
    try (TlsTestServer server = serving(provider, asked, trust)) {
      new TlsTestClient(CLIENT).visit(server.port(), protocol);
      assertThat(server.handshake().clientCertificate()).isEqualTo(CLIENT.certificate());
      // A client of the JDK keeps to itself what the authorities named do not cover.
      TlsTestClient pushy = TlsTestClient.pushy(STRANGER);
      assertThatThrownBy(() -> pushy.visit(server.port(), protocol))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("timed out");
      assertThat(server.failure()).isInstanceOf(SSLException.class);
      assertThat(server.handshakes).isEmpty();
    }
  }

  @Test
  void aChangedFileOfAuthoritiesIsTakenUp() throws Exception {
    Path trust = TlsTestKeys.pem(folder.resolve("trust.pem"), AUTHORITY.certificate());
    try (TlsTestServer server =
        serving(TlsSettings.Provider.AUTO, ClientCertificate.NEEDED, trust)) {
      assertThat(server.tls.refresh()).isFalse();
      TlsTestKeys.pem(trust, AUTHORITY.certificate(), STRANGER.certificate());
      assertThat(server.tls.refresh()).isTrue();
      new TlsTestClient(STRANGER).visit(server.port());
      assertThat(server.handshake().clientCertificate()).isEqualTo(STRANGER.certificate());
    }
  }

  @Test
  void aMissingFileOfAuthoritiesIsNamed() {
    assertThatThrownBy(
            () ->
                serving(
                    TlsSettings.Provider.AUTO,
                    ClientCertificate.WANTED,
                    folder.resolve("none.pem")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file of trusted authorities")
        .hasMessageContaining("none.pem");
  }

  private static TlsTestServer serving(
      TlsSettings.Provider provider, ClientCertificate asked, @Nullable Path trust)
      throws IOException, GeneralSecurityException {
    TlsSettings settings =
        new TlsSettings(
            List.of("TLSv1.3", "TLSv1.2"), List.of(), provider, asked, trust, List.of(), true);
    return new TlsTestServer(
        TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("mail.test")), settings));
  }
}
