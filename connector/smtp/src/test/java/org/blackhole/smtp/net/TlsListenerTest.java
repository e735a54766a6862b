// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.net.TlsSettings.ClientCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RFC 3207 and RFC 8314: what TLS settings do to listeners, by either way into TLS. */
class TlsListenerTest extends OnEachTransport {

  private static final TlsMaterial FIRST = TlsTestKeys.named("EC", "first.test");
  private static final TlsMaterial SECOND = TlsTestKeys.named("EC", "second.test");
  private static final String[] VERSIONS = {"TLSv1.2", "TLSv1.3"};

  TlsListenerTest(TransportKind kind) {
    super(kind);
  }

  @Test
  void theCertificateIsChosenByTheNameAskedFor() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NONE)) {
        for (Scheme scheme : WITH_TLS) {
          Recording session = new Recording();
          SmtpSocket server = serve(scheme, tls, peer -> session);
          for (String version : VERSIONS) {
            assertThat(shown(server, scheme, version, "second.test")).isEqualTo(SECOND);
            assertThat(facts(session).serverName()).isEqualTo("second.test");
            assertThat(shown(server, scheme, version, "other.test")).isEqualTo(FIRST);
            assertThat(facts(session).serverName()).isEqualTo("other.test");
            assertThat(facts(session).channelBindings())
                .contains(Objects.requireNonNull(TlsEndPoint.of(FIRST.certificate())));
          }
          assertThat(server.counts().handshakes())
              .containsEntry("TLSv1.2", 2L)
              .containsEntry("TLSv1.3", 2L);
        }
      }
    }
  }

  @Test
  void withoutTheCertificateThatIsNeededTheSessionEndsAndIsCounted() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NEEDED)) {
        for (Scheme scheme : WITH_TLS) {
          for (String version : VERSIONS) {
            Recording session = new Recording();
            SmtpSocket server = serve(scheme, tls, peer -> session);
            try (Client client = Client.of(server)) {
              beforeTls(client, scheme);
              // In TLS 1.3 the client is done before the server has seen that there is none.
              assertThat(hears(client, version)).isNull();
            }
            awaitEnd(session, "TLS_FAILED");
            assertThat(session.calls()).doesNotContain("onTls");
            await().untilAsserted(() -> assertThat(server.counts().live()).isZero());
            assertThat(server.counts().handshakesFailed()).isOne();
            assertThat(server.counts().handshakes()).isEmpty();
          }
        }
      }
    }
  }

  private static @Nullable String hears(Client client, String version) throws IOException {
    try {
      return client.encrypt(version, "first.test").reply();
    } catch (SSLException | SocketException refused) {
      return null;
    }
  }

  @Test
  void theAlertThatEndsAHandshakeArrives() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NEEDED)) {
        SmtpSocket implicit = serve(Scheme.SMTPS, tls, peer -> new Recording());
        SmtpSocket plain = serve(Scheme.SMTP, tls, peer -> new Recording());
        for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
          assertThat(OpenSslClient.connect(implicit.info().address().getPort(), version))
              .contains("SSL alert number");
          assertThat(
                  OpenSslClient.connect(
                      plain.info().address().getPort(), version, "-starttls", "smtp"))
              .contains("SSL alert number");
        }
      }
    }
  }

  @Test
  void tlsDoesNotStartInsideTls() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NONE)) {
        for (Scheme scheme : WITH_TLS) {
          SmtpSocket server = serve(scheme, tls, peer -> new Recording());
          try (Client client = Client.of(server)) {
            beforeTls(client, scheme);
            client.encrypt("TLSv1.3", "first.test");
            if (scheme == Scheme.SMTPS) {
              client.hear("220 ");
            }
            client.say("EHLO client.example\r\n");
            assertThat(client.lines()).noneMatch(line -> line.endsWith("STARTTLS"));
            client.say("STARTTLS\r\n").hear("50");
            client.mail().quit();
          }
        }
      }
    }
  }

  /** A browser that is led here is not answered in its own words (ALPACA, CVE-2021-3618). */
  @Test
  void aBrowserIsSentAwayInsideTlsToo() throws Exception {
    String script = "<script>alert(1)</script>";
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NONE)) {
        Recording session = new Recording();
        SmtpSocket server = serve(Scheme.SMTPS, tls, peer -> session);
        try (Client client = Client.of(server)) {
          client.encrypt("TLSv1.3", "first.test");
          client.sayLines("GET /?" + script + " HTTP/1.1", "Host: first.test", "", "NOOP");
          client.hear("220 ");
          assertThat(client.lines()).containsExactly("554 5.5.1 This is a mail server");
          client.hearEnd();
        }
      }
    }
  }

  @Test
  void theEndOfTlsIsAnsweredInKind() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NONE)) {
        for (String version : VERSIONS) {
          Recording session = new Recording();
          SmtpSocket server = serve(Scheme.SMTPS, tls, peer -> session);
          try (Client client = Client.of(server).encrypt(version, "first.test")) {
            client.greet();
            // A close_notify, then the server's: without one this would be an SSLException.
            client.endTls();
            client.hearEnd();
          }
          awaitEnd(session, "LOST");
          assertThat(server.counts().handshakesFailed()).isZero();
        }
      }
    }
  }

  @Test
  void garbageForAClientHelloEndsTheSession() throws Exception {
    String[] hellos = {
      "\u0016\u0003\u0001\u0000\u0000", // an empty record
      "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000", // an empty ClientHello
      "\u0016\u0003\u0001\u0000\u0005\u0002\u0000\u0000\u0001\u0000", // a ServerHello
      "\u0016\u0003\u0001\u00ff\u00ff" + "\u0001".repeat(500), // a record too long
      "\u0016\u0003\u0001\u0000\u0008\u0001\u0000\u0000\u0004\u0003\u0003\u00ff\u00ff", // cut off
      "\u0015\u0003\u0001\u0000\u0002\u0002(", // an alert
      "\u0017\u0003\u0003\u0000\u0003abc", // data
      "GET / HTTP/1.1\r\n\r\n",
      "\u0000".repeat(600),
      "\u0080.\u0001\u0000\u0002" + "\u0001".repeat(60), // SSL 2
    };
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider, ClientCertificate.NONE)) {
        for (Scheme scheme : WITH_TLS) {
          for (String hello : hellos) {
            Recording session = new Recording();
            SmtpSocket server = serve(scheme, tls, peer -> session);
            try (Client client = Client.of(server)) {
              beforeTls(client, scheme);
              client.say(hello);
              client.endOutput();
              client.hearOut();
            }
            awaitEnd(session, "TLS_FAILED");
            assertThat(server.counts().handshakesFailed()).isOne();
          }
        }
      }
    }
  }

  private static List<TlsSettings.Provider> providers() {
    return List.of(TlsSettings.Provider.OPENSSL, TlsSettings.Provider.JDK);
  }

  private static TlsContext open(TlsSettings.Provider provider, ClientCertificate asked)
      throws Exception {
    return TlsContext.open(
        new TlsTestKeys.Fixed(FIRST, SECOND),
        new TlsSettings(
            List.of("TLSv1.3", "TLSv1.2"), List.of(), provider, asked, null, List.of(), true));
  }

  private static void beforeTls(Client client, Scheme scheme) throws IOException {
    if (scheme == Scheme.SMTP) {
      client.greet().say("STARTTLS\r\n").hear("220 ");
    }
  }

  private static TlsMaterial shown(
      SmtpSocket server, Scheme scheme, String version, String serverName) throws Exception {
    try (Client client = Client.of(server)) {
      beforeTls(client, scheme);
      client.encrypt(version, serverName);
      if (scheme == Scheme.SMTPS) {
        client.hear("220 ");
      }
      client.say("EHLO client.example\r\n").hear("250 ");
      TlsMaterial shown = client.shown().equals(SECOND.certificate()) ? SECOND : FIRST;
      assertThat(client.shown()).isEqualTo(shown.certificate());
      client.quit();
      return shown;
    }
  }

  /** Of the session that spoke last. */
  private static TlsFacts facts(Recording session) {
    return Objects.requireNonNull(session.peers().get(session.peers().size() - 1).tls());
  }
}
