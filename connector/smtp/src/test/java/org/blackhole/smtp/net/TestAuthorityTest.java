// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5280: the CA that we make, and the server certificates that it signs. */
class TestAuthorityTest {

  private static final List<String> NAMES = List.of("mx.example", "Bücher.example", "192.0.2.7");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TlsSettings.Provider.class)
  void whoTrustsTheAuthorityCanCheckTheServer(TlsSettings.Provider provider) throws Exception {
    TlsContext context =
        TlsContext.open(
            source(), new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider));
    try (TlsTestServer server = new TlsTestServer(context)) {
      for (String host : List.of("localhost", "127.0.0.1")) {
        assertThat(checked(server.port(), host, authority())).isEqualTo("CN=mx.example");
      }
      X509Certificate stranger = TlsTestKeys.authority("stranger.test").certificate();
      assertThatThrownBy(() -> checked(server.port(), "localhost", stranger))
          .isInstanceOf(SSLException.class);
      Path trust = TlsTestKeys.pem(folder.resolve("ca.pem"), authority());
      for (String name : List.of("mx.example", "xn--bcher-kva.example", "localhost")) {
        assertThat(
                OpenSslClient.greet(
                    server.port(),
                    "-CAfile",
                    trust.toString(),
                    "-x509_strict",
                    "-verify_return_error",
                    "-verify_hostname",
                    name))
            .contains("Verification: OK");
      }
      assertThat(
              OpenSslClient.greet(
                  server.port(), "-CAfile", trust.toString(), "-verify_hostname", "other.example"))
          .contains("Verification error: hostname mismatch");
    }
  }

  @Test
  void itsCertificateIsThatOfAnAuthority() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    assertThat(authority.certificate()).isEmpty();
    authority.issue(CertificateRequest.server(NAMES, Instant.now()));
    X509Certificate certificate = authority.certificate().orElseThrow();
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=Blackhole test CA");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(certificate.getNotAfter().toInstant())
        .isAfter(Instant.now().plus(Duration.ofDays(3649)));
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
  }

  @Test
  void itSignsWhatIsAskedOfIt() throws Exception {
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1024);
    Instant start = Instant.parse("2001-02-03T04:05:06Z");
    TlsMaterial issued =
        new TestAuthority(folder)
            .issue(
                new CertificateRequest(
                    List.of("*.wrong.example"),
                    weak.generateKeyPair(),
                    start,
                    start.plus(Duration.ofDays(1))));
    X509Certificate leaf = issued.certificate();
    assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo("RSA");
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(start);
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(start.plus(Duration.ofDays(1)));
    assertThat(leaf.getSubjectAlternativeNames().toString()).contains("*.wrong.example");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.chain()).hasSize(2).endsWith(authority());
    leaf.verify(authority().getPublicKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a..b", "a/b", "\u0000"})
  void aNameThatNoCertificateCanHaveIsRefused(String name) {
    assertThatThrownBy(() -> CertificateRequest.server(List.of(name), Instant.now()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither a host name nor an address");
  }

  @Test
  void itIsKeptForTheOwnerAloneAndUsedAgain() throws Exception {
    X509Certificate leaf = leaf(source());
    X509Certificate first = authority();
    Path file = folder.resolve("made/ca.p12");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(leaf(source())).isEqualTo(leaf);
    assertThat(leaf(new TlsSelfMade(folder.resolve("made/other.p12"), List.of("other.example"))))
        .isNotEqualTo(leaf);
    assertThat(authority()).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void otherNamesMakeAnotherCertificate() throws Exception {
    X509Certificate leaf = leaf(source());
    Path file = folder.resolve("made/tls.p12");
    X509Certificate fewer = leaf(new TlsSelfMade(file, List.of("mx.example")));
    assertThat(fewer.getSubjectAlternativeNames().toString())
        .contains("mx.example", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1")
        .doesNotContain("192.0.2.7");
    assertThat(fewer).isNotEqualTo(leaf);
    assertThat(leaf(new TlsSelfMade(file, List.of("MX.example.", "localhost")))).isEqualTo(fewer);
  }

  @Test
  void aCertificateOfAnotherAuthorityOrOfNoneIsSuperseded() throws Exception {
    TlsSelfMade source = source();
    X509Certificate leaf = leaf(source);
    Object version = source.version();
    Files.delete(folder.resolve("made/ca.p12"));
    assertThat(source.version()).isNotEqualTo(version);
    assertThat(leaf(source)).isNotEqualTo(leaf);
    leaf(source).verify(authority().getPublicKey());

    KeyStore store = TlsTestKeys.emptyStore("PKCS12");
    TlsTestKeys.add(store, "blackhole", TlsTestKeys.ec("mx.example"), TlsSelfMade.STORE_PASSWORD);
    TlsTestKeys.save(store, folder.resolve("made/tls.p12"), TlsSelfMade.STORE_PASSWORD);
    leaf(source()).verify(authority().getPublicKey());
  }

  @Test
  void bothAreMadeAnewBeforeTheyEnd() throws Exception {
    Instant now = Instant.now();
    X509Certificate leaf = leaf(source(now));
    X509Certificate authority = authority();
    assertThat(leaf(source(now.plus(Duration.ofDays(366))))).isEqualTo(leaf);
    X509Certificate renewed = leaf(source(now.plus(Duration.ofDays(368))));
    assertThat(renewed).isNotEqualTo(leaf);
    renewed.verify(authority.getPublicKey());
    Instant late = now.plus(Duration.ofDays(3260));
    X509Certificate last = leaf(source(late));
    assertThat(authority()).isNotEqualTo(authority);
    last.verify(authority().getPublicKey());
    assertThat(authority().getNotAfter()).isAfter(last.getNotAfter());
  }

  @Test
  void aBrokenAuthorityDoesNotEndTheServiceOfAGoodCertificate() throws Exception {
    X509Certificate leaf = leaf(source());
    Path file = folder.resolve("made/ca.p12");
    Files.writeString(file, "no key store");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(leaf(source())).isEqualTo(leaf);
    Files.delete(folder.resolve("made/tls.p12"));
    assertThatThrownBy(() -> source().load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ca.p12");
  }

  private TlsSelfMade source() {
    return new TlsSelfMade(folder.resolve("made/tls.p12"), NAMES);
  }

  private TlsSelfMade source(Instant now) {
    return new TlsSelfMade(folder.resolve("made/tls.p12"), NAMES, () -> now);
  }

  private X509Certificate authority() throws Exception {
    Path made = folder.resolve("made");
    return new TestAuthority(Files.exists(made) ? made : folder).certificate().orElseThrow();
  }

  private static X509Certificate leaf(TlsSource source) throws Exception {
    return source.load().get(0).certificate();
  }

  /** The subject of the server, checked as a mail client does. */
  private static String checked(int port, String host, X509Certificate trusted) throws Exception {
    KeyStore store = TlsTestKeys.emptyStore("PKCS12");
    store.setCertificateEntry("ca", trusted);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port)) {
      socket.setSoTimeout(10_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return TlsTestClient.name(socket);
    }
  }
}
