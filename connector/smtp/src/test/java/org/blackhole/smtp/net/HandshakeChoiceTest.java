// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.Test;

/** When an application is asked about a handshake, and handshakes that take place otherwise. */
class HandshakeChoiceTest extends OnEachTransport {

  private static final Logger LOG = Logger.getLogger("org.blackhole.smtp.net");
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String[] BOTH = {"TLSv1.3", "TLSv1.2"};

  HandshakeChoiceTest(TransportKind kind) {
    super(kind);
  }

  private static Client toTls(SmtpSocket server) throws Exception {
    Client client = Client.of(server);
    if (server.info().scheme() == Scheme.SMTP) {
      client.greet().say("STARTTLS\r\n").hear("220 2.0.0");
    }
    return client;
  }

  private static Client encrypted(SmtpSocket server, String name, String... versions)
      throws Exception {
    return toTls(server)
        .encrypt(
            Client.trustingAll(),
            name,
            parameters -> {
              if (versions.length > 0) {
                parameters.setProtocols(versions);
              }
            });
  }

  private static void mail(Client client, SmtpSocket server) throws Exception {
    if (server.info().scheme() == Scheme.SMTPS) {
      client.hear("220 ");
    }
    client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
  }

  @Test
  void itIsAskedBeforeAnythingOfTls() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session = new HandshakeScript(Handshake.usual());
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      mail(encrypted(server, "mx.example"), server);
      await().until(session::hasEnded);
      assertThat(session.calls())
          .containsExactlyElementsOf(
              scheme == Scheme.SMTPS
                  ? List.of("onHandshake", "onTls", "onConnect", "onEnd QUIT")
                  : List.of("onConnect", "onHandshake", "onTls", "onEnd QUIT"));
      Peer asked = session.peers().get(0);
      assertThat(asked.tls()).isNull();
      assertThat(asked.helo()).isEqualTo(scheme == Scheme.SMTPS ? null : "client.example");
      assertThat(server.counts().handshakesFailed()).isZero();
    }
  }

  @Test
  void theServerNameDecides() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session =
          new HandshakeScript(
              (peer, hello) ->
                  hello == null
                      ? Handshake.afterHello().after(SHORT)
                      : "bad.example".equals(hello.serverName())
                          ? Handshake.alert(112)
                          : Handshake.usual());
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = toTls(server)) {
        assertThatThrownBy(() -> client.encrypt("TLSv1.3", "BAD.example"))
            .isInstanceOf(SSLException.class)
            .hasMessageContaining("unrecognized_name");
      }
      mail(encrypted(server, "good.example"), server);
      mail(encrypted(server, "127.0.0.1"), server); // no host name, so none is asked for
      assertThat(session.calls())
          .contains("onHandshake bad.example", "onHandshake good.example", "onHandshake null");
      assertThat(server.counts().handshakesFailed()).isOne();
      assertThat(server.counts().handshakes()).containsEntry("TLSv1.3", 2L);
    }
  }

  @Test
  void aHandshakeWaitsForItsDelayLongerThanAnyLimit() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(10, 0, Duration.ofMillis(1500), Duration.ofMillis(1500), 128);
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session =
          new HandshakeScript(Handshake.usual().after(Duration.ofMillis(2200)));
      SmtpSocket server = serve(scheme, limits, peer -> session);
      mail(encrypted(server, "mx.example"), server);
    }
  }

  @Test
  void aClientHelloInPiecesReachesTheHandshakeWhole() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      try (TlsContext tls = open(provider)) {
        for (Scheme scheme : WITH_TLS) {
          for (Handshake choice :
              List.of(Handshake.usual().after(SHORT), Handshake.usual().in("TLSv1.2"))) {
            HandshakeScript session = new HandshakeScript(Handshake.afterHello(), choice);
            SmtpSocket server = serve(scheme, tls, peer -> session);
            try (Client client = toTls(server)) {
              byte[] hello = HandshakeScript.clientHello("mx.example");
              for (byte[] record : fragments(hello)) {
                client.say(record);
              }
              assertThat(client.firstOctet()).isEqualTo(22); // a ServerHello
            }
            assertThat(session.calls()).contains("onHandshake mx.example");
          }
        }
      }
    }
  }

  /** The same handshake message in two records (RFC 8446 5.1), each in two writes. */
  private static List<byte[]> fragments(byte[] hello) {
    int half = (hello.length - 5) / 2;
    int rest = hello.length - 5 - half;
    byte[] second = new byte[5 + rest];
    System.arraycopy(hello, 0, second, 0, 3);
    second[3] = (byte) (rest >> 8);
    second[4] = (byte) rest;
    System.arraycopy(hello, 5 + half, second, 5, rest);
    byte[] first = Arrays.copyOf(hello, 5 + half);
    first[3] = (byte) (half >> 8);
    first[4] = (byte) half;
    return List.of(
        Arrays.copyOf(first, 7),
        Arrays.copyOfRange(first, 7, first.length),
        Arrays.copyOf(second, 4),
        Arrays.copyOfRange(second, 4, second.length));
  }

  @Test
  void theVersionIsTheOneThatIsWanted() throws Exception {
    for (TlsSettings.Provider provider : providers()) {
      for (String spoken : BOTH) {
        TlsSettings settings = new TlsSettings(List.of(spoken), List.of(), provider);
        try (TlsContext tls =
            TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("mx.example")), settings)) {
          for (Scheme scheme : WITH_TLS) {
            for (String wanted : BOTH) {
              HandshakeScript session = new HandshakeScript(Handshake.usual().in(wanted));
              SmtpSocket server = serve(scheme, tls, peer -> session);
              Client client = encrypted(server, "mx.example", BOTH);
              assertThat(client.tls().getProtocol()).isEqualTo(wanted);
              mail(client, server);
              try (Client other = toTls(server)) {
                String no = wanted.equals("TLSv1.3") ? "TLSv1.2" : "TLSv1.3";
                assertThatThrownBy(() -> other.encrypt(no, "mx.example"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
              }
              await().until(() -> server.counts().handshakesFailed() == 1);
              assertThat(server.counts().handshakes()).containsOnlyKeys(wanted);
            }
          }
        }
      }
    }
  }

  @Test
  void ofTheCiphersThoseThatFitTheVersionHold() throws Exception {
    String modern = "TLS_AES_256_GCM_SHA384";
    for (TlsSettings.Provider provider : providers()) {
      TlsSettings settings = new TlsSettings(List.of("TLSv1.3"), List.of(modern), provider);
      try (TlsContext tls =
          TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("mx.example")), settings)) {
        for (String wanted : BOTH) {
          SmtpSocket server =
              serve(Scheme.SMTPS, tls, peer -> new HandshakeScript(Handshake.usual().in(wanted)));
          Client client = encrypted(server, "mx.example", BOTH);
          assertThat(client.tls().getCipherSuite().equals(modern))
              .isEqualTo(wanted.equals("TLSv1.3"));
          mail(client, server);
        }
      }
    }
  }

  @Test
  void startTlsMayBeFollowedByPlainText() throws Exception {
    HandshakeScript session =
        new HandshakeScript(
            Handshake.plain(), Handshake.plain().after(SHORT), Handshake.usual().after(SHORT));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("250 2.1.0");
      client.say("STARTTLS\r\nRCPT TO:<a@mx.example>\r\n").hear("220 2.0.0", "250 2.1.5");
      client.say("DATA\r\n").hear("354 ").say("A: b\r\n\r\nc\r\n.\r\n").hear("250 2.0.0");
      client.say("STARTTLS\r\nNOOP\r\n").hear("220 2.0.0", "250 2.0.0");
      assertThat(server.counts().extensions()).containsEntry("STARTTLS", 0L);
      client.say(HandshakeScript.clientHello("mx.example")).say("\r\n").hear("500 ");
      client.say("STARTTLS\r\n");
      while (!String.valueOf(client.reply()).startsWith("220 ")) {
        // a ClientHello may hold line ends, each of which is a command
      }
      client.encrypt("TLSv1.3", "mx.example");
      client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
    }
    assertThat(session.calls()).doesNotContain("onAbandon");
    assertThat(server.counts().messages()).isEqualTo(2);
    assertThat(server.counts().handshakesFailed()).isZero();
    assertThat(server.counts().extensions()).containsEntry("STARTTLS", 1L);
  }

  @Test
  void aDrainedSessionHearsSoAfterItsHandshake() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      HandshakeScript session =
          new HandshakeScript(Handshake.afterHello(), Handshake.usual().after(SHORT));
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = toTls(server)) {
        await().until(() -> session.calls().contains("onHandshake"));
        server.drain(Duration.ofSeconds(20));
        client.encrypt("TLSv1.3", "mx.example").hear(scheme == Scheme.SMTP ? "421" : "220");
        if (scheme == Scheme.SMTPS) {
          client.hear("421 4.3.2");
        }
      }
      await().until(session::hasEnded);
      assertThat(session.calls()).endsWith("onEnd SHUTDOWN");
    }
  }

  @Test
  void aFaultOfTheApplicationIsTold() throws Exception {
    HandshakeScript.Answer throwing =
        (peer, hello) -> {
          throw new IllegalStateException("broken on purpose");
        };
    HandshakeScript.Answer throwingLater =
        (peer, hello) -> {
          if (hello == null) {
            return Handshake.afterHello();
          }
          throw new StackOverflowError("broken on purpose");
        };
    HandshakeScript.Answer undecided = (peer, hello) -> Handshake.afterHello();
    HandshakeScript.Answer tooLate =
        (peer, hello) -> hello == null ? Handshake.afterHello() : Handshake.plain();
    Level before = LOG.getLevel();
    LOG.setLevel(Level.OFF);
    try {
      for (HandshakeScript.Answer answer : List.of(throwingLater, undecided, tooLate)) {
        for (Scheme scheme : WITH_TLS) {
          endsInFault(scheme, answer, true);
        }
      }
      for (HandshakeScript.Answer answer : List.of(throwing, nothing())) {
        endsInFault(Scheme.SMTPS, answer, true);
        endsInFault(Scheme.SMTP, answer, false);
      }
      endsInFault(Scheme.SMTPS, (peer, hello) -> Handshake.plain(), true);
    } finally {
      LOG.setLevel(before);
    }
  }

  @SuppressWarnings("NullAway") // what code without null checks may do
  private static HandshakeScript.Answer nothing() {
    return (peer, hello) -> null;
  }

  private void endsInFault(Scheme scheme, HandshakeScript.Answer answer, boolean inside)
      throws Exception {
    HandshakeScript session = new HandshakeScript(answer);
    SmtpSocket server = serve(scheme, LIMITS, peer -> session);
    try (Client client = Client.of(server)) {
      if (scheme == Scheme.SMTP) {
        client.greet().say("STARTTLS\r\n");
      }
      if (inside) {
        if (scheme == Scheme.SMTP) {
          client.hear("220 2.0.0");
        }
        client.encrypt("TLSv1.3", "mx.example");
      }
      client.hear("421 4.3.0").hearEnd();
    }
    await().until(session::hasEnded);
    assertThat(session.calls()).endsWith("onEnd FAULT").doesNotContain("onTls");
  }

  @Test
  void theUsualNeedsNoGate() {
    assertThat(HandshakeGate.isNeeded(Handshake.usual())).isFalse();
    assertThat(HandshakeGate.isNeeded(Handshake.with(Handshake.Certificate.OWN))).isFalse();
    assertThat(HandshakeGate.isNeeded(Handshake.usual().in("TLSv1.3"))).isTrue();
    assertThat(HandshakeGate.isNeeded(Handshake.usual().after(SHORT))).isTrue();
    assertThat(HandshakeGate.isNeeded(Handshake.close())).isTrue();
    assertThatThrownBy(() -> Handshake.usual().in("SSLv3"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Handshake.stall(Duration.ofDays(366)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Handshake.close().after(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<TlsSettings.Provider> providers() {
    return List.of(TlsSettings.Provider.OPENSSL, TlsSettings.Provider.JDK);
  }

  private static TlsContext open(TlsSettings.Provider provider) throws Exception {
    return TlsContext.open(
        new TlsTestKeys.Fixed(TlsTestKeys.ec("mx.example")),
        new TlsSettings(List.of(BOTH), List.of(), provider));
  }
}
