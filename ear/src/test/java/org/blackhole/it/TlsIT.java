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
import java.util.Map;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the mail listeners' certificate comes from, and what happens when it changes. */
class TlsIT {

  @TempDir private Path folder;

  @Test
  void aCertificateIsMadeWhereNoneIsSetUp() throws Exception {
    try (LibertyServer server = LibertyServer.blackhole("tls-own", Map.of()).startReady();
        SocketLine implicit = SocketLine.tls(address(server.ports().smtps()));
        SocketLine startTls = SocketLine.startTls(address(server.ports().submission()))) {
      assertThat(implicit.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
      assertThat(implicit.certificate().getSubjectX500Principal().getName())
          .contains(LibertyServer.HOST);
      assertThat(startTls.certificate()).isEqualTo(implicit.certificate());
      assertThat(implicit.tlsVersion()).isEqualTo("TLSv1.3");
      assertThat(server.admin().get("/status").json().getString("tls")).contains("OpenSSL");
      AdminApi.Answer answer = server.admin().get("/ca.pem");
      assertThat(answer.status()).isEqualTo(200);
      X509Certificate authority =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.US_ASCII)));
      assertThat(authority.getSubjectX500Principal().getName()).isEqualTo("CN=Blackhole test CA");
      implicit.certificate().verify(authority.getPublicKey());
      AdminApi.Answer list = server.admin().get("/ca.crl");
      assertThat(list.status()).isEqualTo(200);
      assertThat(list.body()).contains("Blackhole test CA");
    }
  }

  @Test
  void aChangedKeyStoreIsTakenUpAndOpenSessionsGoOn() throws Exception {
    Path store = KeyStores.pkcs12(folder.resolve("mail.p12"), "first.example");
    Map<String, String> settings =
        Map.of(
            "SMTP_TLS_KEY_STORE", store.toString(),
            "SMTP_TLS_KEY_STORE_TYPE", "PKCS12",
            "SMTP_TLS_KEY_STORE_PASSWORD", KeyStores.PASSWORD,
            "SMTP_TLS_RELOAD", "1s",
            "SMTP_TLS_PROVIDER", "jdk");
    try (LibertyServer server = LibertyServer.blackhole("tls-store", settings).startReady();
        SocketLine open = SocketLine.tls(address(server.ports().smtps()))) {
      assertThat(open.receive()).startsWith("220 ");
      assertThat(subject(open)).isEqualTo("CN=first.example");
      assertThat(server.admin().get("/status").json().getString("tls")).startsWith("JDK");
      KeyStores.replace(store, KeyStores.pkcs12(folder.resolve("new.p12"), "second.example"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> subjectNow(server).equals("CN=second.example"));
      assertStillServed(open);
      // One that cannot be read changes nothing.
      Files.writeString(folder.resolve("broken.p12"), "no key store");
      KeyStores.replace(store, folder.resolve("broken.p12"));
      await().atMost(Duration.ofSeconds(30)).until(() -> server.log().contains("mail.p12"));
      assertThat(subjectNow(server)).isEqualTo("CN=second.example");
      assertThat(server.log()).doesNotContain(KeyStores.PASSWORD);
    }
  }

  @Test
  void aKeyStoreOfLibertyServes() throws Exception {
    try (LibertyServer server =
        LibertyServer.blackhole("tls-liberty", Map.of("SMTP_TLS_SSL", "defaultSSLConfig"))
            .startReady()) {
      // Liberty makes an RSA key by itself, we would make an EC one.
      try (SocketLine line = SocketLine.tls(address(server.ports().smtps()))) {
        assertThat(line.certificate().getPublicKey().getAlgorithm()).isEqualTo("RSA");
      }
    }
  }

  private static String subjectNow(LibertyServer server) throws IOException {
    try (SocketLine line = SocketLine.tls(address(server.ports().smtps()))) {
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
