// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the mail listeners' certificate comes from, and what happens when it changes. */
class TlsIT {

  @TempDir private static Path folder;

  private static LibertyServer server;
  private static Path store;
  private static int ofStore;
  private static int ofPem;

  /** Each origin of a certificate has a listener. */
  @BeforeAll
  static void start() throws Exception {
    store = KeyStores.pkcs12(folder.resolve("mail.p12"), "first.example");
    Path pem = KeyStores.pkcs12(folder.resolve("pem.p12"), "pem.example");
    Path chain = Files.writeString(folder.resolve("chain.pem"), KeyStores.certificatePem(pem));
    Path key = Files.writeString(folder.resolve("key.pem"), KeyStores.keyPem(pem));
    List<Integer> ports = Ports.free(2);
    ofStore = ports.get(0);
    ofPem = ports.get(1);
    String more =
        "store=smtps://127.0.0.1:%d?tlsKeyStore=%s;tlsKeyStoreType=PKCS12;tlsProvider=jdk "
            + "pem=smtps://127.0.0.1:%d?tlsCertificates=%s;tlsKey=%s";
    server =
        LibertyServer.blackhole(
                "tls",
                Map.of(
                    "SMTP_LISTEN_MORE",
                    more.formatted(ofStore, store, ofPem, chain, key),
                    "SMTP_TLS_KEY_STORE_PASSWORD",
                    KeyStores.PASSWORD,
                    "SMTP_TLS_RELOAD",
                    "1s",
                    "SMTP_TLS_SSL",
                    "defaultSSLConfig"))
            .startReady();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void aCertificateIsMadeWhereNoneIsSetUp() throws Exception {
    LibertyServer asItComes = SharedServer.get();
    try (SocketLine implicit = SocketLine.tls(address(asItComes.ports().smtps()));
        SocketLine startTls = SocketLine.startTls(address(asItComes.ports().submission()))) {
      assertThat(implicit.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
      assertThat(implicit.certificate().getSubjectX500Principal().getName())
          .contains(LibertyServer.HOST);
      assertThat(startTls.certificate()).isEqualTo(implicit.certificate());
      assertThat(implicit.tlsVersion()).isEqualTo("TLSv1.3");
      assertThat(asItComes.admin().get("/status").json().getString("tls")).contains("OpenSSL");
      AdminApi.Answer answer = asItComes.admin().get("/ca.pem");
      assertThat(answer.status()).isEqualTo(200);
      X509Certificate authority =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.US_ASCII)));
      assertThat(authority.getSubjectX500Principal().getName()).isEqualTo("CN=Blackhole test CA");
      implicit.certificate().verify(authority.getPublicKey());
      AdminApi.Answer list = asItComes.admin().get("/ca.crl");
      assertThat(list.status()).isEqualTo(200);
      assertThat(list.body()).contains("Blackhole test CA");
    }
  }

  @Test
  void aChangedKeyStoreIsTakenUpAndOpenSessionsGoOn() throws Exception {
    try (SocketLine open = SocketLine.tls(address(ofStore))) {
      assertThat(open.receive()).startsWith("220 ");
      assertThat(subject(open)).isEqualTo("CN=first.example");
      KeyStores.replace(store, KeyStores.pkcs12(folder.resolve("new.p12"), "second.example"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> subjectNow(ofStore).equals("CN=second.example"));
      assertStillServed(open);
      // One that cannot be read changes nothing.
      Files.writeString(folder.resolve("broken.p12"), "no key store");
      KeyStores.replace(store, folder.resolve("broken.p12"));
      await().atMost(Duration.ofSeconds(30)).until(() -> server.log().contains("mail.p12"));
      assertThat(subjectNow(ofStore)).isEqualTo("CN=second.example");
      assertThat(server.log()).doesNotContain(KeyStores.PASSWORD);
    }
  }

  @Test
  void pemFilesServe() throws Exception {
    assertThat(subjectNow(ofPem)).isEqualTo("CN=pem.example");
    // For certificates that are wrong on purpose.
    assertThat(server.admin().get("/ca.pem").status()).isEqualTo(200);
    assertThat(server.admin().get("/ca.crl").status()).isEqualTo(200);
  }

  @Test
  void aKeyStoreOfLibertyServes() throws Exception {
    // Liberty makes an RSA key by itself, we would make an EC one.
    try (SocketLine line = SocketLine.tls(address(server.ports().smtps()))) {
      assertThat(line.certificate().getPublicKey().getAlgorithm()).isEqualTo("RSA");
    }
  }

  private static String subjectNow(int port) throws IOException {
    try (SocketLine line = SocketLine.tls(address(port))) {
      return subject(line);
    }
  }

  private static String subject(SocketLine line) throws IOException {
    return line.certificate().getSubjectX500Principal().getName();
  }

  private static void assertStillServed(SocketLine line) throws IOException {
    assertThat(Smtp.say(line, "NOOP")).isEqualTo("250 2.0.0 OK");
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
