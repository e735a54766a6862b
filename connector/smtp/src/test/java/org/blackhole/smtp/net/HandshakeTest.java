// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** RFC 3207 and RFC 8314: what may go wrong on the way into TLS, and what must not cross over. */
class HandshakeTest extends OnEachTransport {

  private static final String NO_TLS = "MAIL FROM:<evil@client.example>\r\nRSET\r\n\0\u00ff\u0016";

  HandshakeTest(TransportKind kind) {
    super(kind);
  }

  private static Client encrypt(Client client) throws Exception {
    return client.encrypt("TLSv1.3", "mx.example");
  }

  @Test
  void nothingBehindStartTlsIsInterpreted() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("STARTTLS\r\n" + NO_TLS).hear("220 2.0.0");
      encrypt(client);
      client.say("NOOP\r\n").hear("250 2.0.0");
      client.say("MAIL FROM:<a@client.example>\r\n").hear("503 5.5.1");
      client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
    }
    assertThat(session.calls()).containsOnlyOnce("onMail").doesNotContain("RSET");
  }

  /** CVE-2011-0411: credentials and a session of somebody else's choice. */
  @Test
  void noLogInFromOutsideOfTlsCountsInside() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    String logIn = "AUTH PLAIN AGV2aWwAeA==\r\n";
    try (Client client = Client.of(server).greet()) {
      client.say(logIn).hear("235 2.7.0");
      client.say("STARTTLS\r\nEHLO evil.example\r\n" + logIn).hear("220 2.0.0");
      encrypt(client);
      client.say("EHLO client.example\r\n").hear("250 ");
      client.say("NOOP\r\n").hear("250 2.0.0");
      client.say("AUTH PLAIN AGpvZQB4\r\n").hear("235 2.7.0").quit();
    }
    awaitEnd(session, "QUIT");
    assertThat(session.peers())
        .filteredOn(peer -> peer.tls() != null)
        .extracting(Peer::helo)
        .doesNotContain("evil.example");
    assertThat(session.peers())
        .filteredOn(peer -> peer.tls() != null)
        .extracting(Peer::identity)
        .doesNotContain("evil")
        .contains("joe");
  }

  @Test
  void nothingBehindStartTlsIsKeptWhileAnAnswerWaits() throws Exception {
    Verdict later = Verdict.proceed().after(Duration.ofMillis(100));
    Recording session = new Recording(call -> call.equals("NOOP") ? later : Verdict.proceed());
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("NOOP\r\nSTARTTLS\r\n" + NO_TLS).hear("250 2.0.0", "220 2.0.0");
      encrypt(client);
      client.say("VRFY x\r\n").hear("252 2.0.0").quit();
    }
    assertThat(session.calls()).doesNotContain("onMail", "RSET");
  }

  @Test
  void aTransactionFromBeforeTheHandshakeIsAbandoned() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\nSTARTTLS\r\n").hear("250 ", "220 ");
      encrypt(client);
      client.say("RCPT TO:<a@mx.example>\r\n").hear("503 5.5.1");
      client.say("STARTTLS\r\n").hear("503 5.5.1").quit();
    }
    awaitEnd(session, "QUIT");
    assertThat(session.calls()).containsOnlyOnce("onAbandon").containsOnlyOnce("onConnect");
  }

  @Test
  void theConversationLearnsTheFactsAndForgetsTheName() throws Exception {
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      Recording session = new Recording();
      SmtpSocket server = serve(session);
      try (Client client = Client.of(server).greet().say("STARTTLS\r\n").hear("220 ")) {
        client.encrypt(version, "sni.example");
        client.say("EHLO again.example\r\n").hear("250 ").quit();
      }
      Peer plain = session.peers().get(1);
      assertThat(plain.helo()).isEqualTo("client.example");
      assertThat(plain.tls()).isNull();
      Peer encrypted = session.peers().get(3);
      assertThat(encrypted.helo()).isNull();
      assertThat(encrypted.session()).isEqualTo(plain.session());
      TlsFacts facts = encrypted.tls();
      assertThat(facts).isNotNull();
      assertThat(facts.version()).isEqualTo(version);
      assertThat(facts.serverName()).isEqualTo("sni.example");
      assertThat(facts.clientCertificate()).isNull();
      assertThat(session.peers().get(4).tls()).isEqualTo(facts);
      assertThat(server.counts().handshakes()).isEqualTo(Map.of(version, 1L));
      assertThat(server.counts().extensions()).containsEntry("STARTTLS", 1L);
    }
  }

  @Test
  void implicitTlsAsksForTheHandshakeBeforeTheConnection() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> session);
    encrypt(Client.of(server)).greet().mail().quit();
    awaitEnd(session, "QUIT");
    assertThat(session.calls()).startsWith("onTls", "onConnect", "onHelo", "onMail");
    assertThat(server.counts().extensions()).containsEntry("STARTTLS", 0L);
  }

  @Test
  void whatIsNoHandshakeEndsTheSession() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording();
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        client.say("EHLO client.example\r\n").hearOut();
      }
      failed(server, session);
    }
  }

  @Test
  void aClientThatLeavesInTheHandshakeHasFailedIt() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording();
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        // The start of a ClientHello of 512 octets.
        client.say("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
      }
      failed(server, session);
    }
  }

  @Test
  void aHandshakeHasOnlySoMuchTime() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(10, 0, Duration.ofHours(1), Duration.ofMillis(200), 128);
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording();
      SmtpSocket server = serve(scheme, limits, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        }
        client.hearOut();
      }
      failed(server, session);
    }
  }

  private static void failed(SmtpSocket server, Recording session) {
    awaitEnd(session, "TLS_FAILED");
    assertThat(session.calls()).doesNotContain("onTls");
    await().untilAsserted(() -> assertThat(server.counts().live()).isZero());
    assertThat(server.counts().handshakesFailed()).isOne();
    assertThat(server.counts().handshakes()).isEmpty();
  }
}
