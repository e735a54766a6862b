// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.blackhole.smtp.net.ProxyHeaders.LOOPBACK;
import static org.blackhole.smtp.net.ProxyHeaders.MAGIC;
import static org.blackhole.smtp.net.ProxyHeaders.TCP4;
import static org.blackhole.smtp.net.ProxyHeaders.TCP6;
import static org.blackhole.smtp.net.ProxyHeaders.V1;
import static org.blackhole.smtp.net.ProxyHeaders.concat;
import static org.blackhole.smtp.net.ProxyHeaders.entry;
import static org.blackhole.smtp.net.ProxyHeaders.ipv4;
import static org.blackhole.smtp.net.ProxyHeaders.octets;
import static org.blackhole.smtp.net.ProxyHeaders.tls;
import static org.blackhole.smtp.net.ProxyHeaders.version2;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.Test;

/** HAProxy's PROXY protocol, versions 1 and 2, with headers made by hand. */
class ProxyTest extends OnEachTransport {

  private static final ProxyTrust OTHERS =
      new ProxyTrust(new TrustedNetworks(List.of("192.0.2.0/24")), TrustedNetworks.NONE);

  ProxyTest(TransportKind kind) {
    super(kind);
  }

  private SmtpSocket serve(Scheme scheme, ProxyTrust trust, Recording session) throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(10, 0, Duration.ofHours(1), Duration.ofSeconds(5), 128);
    SmtpSocket socket = listener(scheme, 0, limits, trust, peer -> session);
    socket.open();
    return socket;
  }

  private static Peer peer(Recording session) {
    await().until(() -> !session.peers().isEmpty());
    return session.peers().get(0);
  }

  @Test
  void theClientIsTheOneTheProxySpeaksFor() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTP, LOOPBACK, session);
    Client.of(server).say(V1).greet().mail().quit();
    assertThat(peer(session).address().toString()).isEqualTo("/192.0.2.5:4711");
    ProxyFacts proxy = peer(session).proxy();
    assertThat(proxy).isNotNull();
    assertThat(proxy.proxy().getAddress().isLoopbackAddress()).isTrue();
    assertThat(String.valueOf(proxy.destination())).isEqualTo("/198.51.100.7:25");
  }

  @Test
  void anySplitOfHeaderAndCommandsGivesTheSame() throws Exception {
    String version2 =
        version2(1, TCP4, ipv4(), entry(2, "mx.example"), tls(entry(0x21, "TLSv1.3")));
    for (String header : List.of(V1, version2)) {
      String all = header + "EHLO client.example\r\nQUIT\r\n";
      Recording session = new Recording();
      SmtpSocket server = serve(Scheme.SMTP, LOOPBACK, session);
      for (int at = 1; at < header.length() + 3; at++) {
        try (Client client = Client.of(server)) {
          client.say(all.substring(0, at)).say(all.substring(at));
          client.hear("220 ", "250 ", "221 ").hearEnd();
        }
      }
      assertThat(session.peers())
          .hasSizeGreaterThan(header.length())
          .allMatch(peer -> peer.address().toString().equals("/192.0.2.5:4711"));
    }
  }

  @Test
  void whatTheProxyKnowsOfTlsIsTold() throws Exception {
    byte[] inside =
        tls(
            entry(0x21, "TLSv1.3"),
            entry(0x22, "J\u00fcrgen Client"),
            entry(0x23, "TLS_AES_128_GCM_SHA256"));
    byte[] addresses =
        concat(new byte[15], octets(1), new byte[15], octets(2), octets(0x12, 0x67, 0, 25));
    String header =
        version2(
            1,
            TCP6,
            addresses,
            entry(2, "mx.example"),
            entry(1, "smtp"),
            entry(5, octets(0, 1, 255)),
            inside);
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTP, LOOPBACK, session);
    Client.of(server).say(header).greet().quit();
    Peer peer = peer(session);
    assertThat(peer.address().getAddress().getHostAddress()).isEqualTo("0:0:0:0:0:0:0:1");
    assertThat(peer.tls()).isNull();
    ProxyFacts proxy = Objects.requireNonNull(peer.proxy());
    assertThat(proxy)
        .isEqualTo(
            new ProxyFacts(
                proxy.proxy(),
                proxy.destination(),
                "mx.example",
                "smtp",
                "0001ff",
                new ProxyFacts.ProxyTls(
                    "TLSv1.3", "TLS_AES_128_GCM_SHA256", "J\u00fcrgen Client", true)));
  }

  @Test
  void aProxyThatSpeaksForItselfKeepsItsAddress() throws Exception {
    for (String header :
        List.of(version2(0, 0, new byte[0]), "PROXY UNKNOWN\r\n", version2(1, 0, new byte[0]))) {
      Recording session = new Recording();
      SmtpSocket server = serve(Scheme.SMTP, LOOPBACK, session);
      Client.of(server).say(header).greet().quit();
      assertThat(peer(session).address().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void theHeaderComesBeforeTls() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording();
      SmtpSocket server = serve(scheme, LOOPBACK, session);
      Client client = Client.of(server).say(V1);
      if (scheme == Scheme.SMTP) {
        client.greet().say("STARTTLS\r\n").hear("220 ");
        client.encrypt("TLSv1.3", "mx.example").say("EHLO c.example\r\n").hear("250 ");
      } else {
        client.encrypt("TLSv1.3", "mx.example").greet();
      }
      client.mail().quit();
      assertThat(peer(session).address().getPort()).isEqualTo(4711);
      assertThat(server.counts().handshakes()).containsEntry("TLSv1.3", 1L);
    }
  }

  @Test
  void withoutAHeaderThereIsNotAWord() throws Exception {
    Random random = new Random(1);
    byte[] noise = new byte[200];
    random.nextBytes(noise);
    for (String instead :
        List.of(
            "EHLO client.example\r\n",
            "PROXY TCP4 1.2.3.4\r\n",
            "PROXY TCP4 a b c d\r\n",
            "PROXY " + "x".repeat(200),
            MAGIC + "1\21\0\0",
            version2(1, TCP4, new byte[3]),
            new String(noise, StandardCharsets.ISO_8859_1))) {
      Recording session = new Recording();
      SmtpSocket server = serve(Scheme.SMTP, LOOPBACK, session);
      try (Client client = Client.of(server).say(instead)) {
        client.hearOut();
        assertThat(client.received()).isZero();
      }
      assertThat(session.calls()).isEmpty();
      assertThat(server.counts().sessions()).isZero();
    }
  }

  @Test
  void aClientThatIsNoTrustedProxyIsClosed() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTP, OTHERS, session);
    try (Client client = Client.of(server)) {
      client.hearOut();
      assertThat(client.received()).isZero();
    }
    assertThat(session.calls()).isEmpty();
  }

  @Test
  void aHeaderHasOnlySoMuchTime() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(10, 0, Duration.ofHours(1), Duration.ofMillis(200), 128);
    Recording session = new Recording();
    SmtpSocket server = listener(Scheme.SMTP, 0, limits, LOOPBACK, peer -> session);
    server.open();
    try (Client client = Client.of(server).say("PROXY ")) {
      client.hearOut();
    }
    assertThat(session.calls()).isEmpty();
  }
}
