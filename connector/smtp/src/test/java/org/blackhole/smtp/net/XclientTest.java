// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** What an application sees of XCLIENT and XFORWARD; what is said is in the transcripts. */
class XclientTest extends OnEachTransport {

  private static final ProxyTrust LOOPBACK =
      new ProxyTrust(TrustedNetworks.NONE, new TrustedNetworks(List.of("127.0.0.1/32")));

  XclientTest(TransportKind kind) {
    super(kind);
  }

  /** Keeps what XFORWARD said of each transaction. */
  private static final class Forwarded implements Conversation {
    private final List<Map<String, String>> said = new CopyOnWriteArrayList<>();

    @Override
    public Verdict onMail(Envelope envelope) {
      said.add(envelope.forwarded());
      return envelope.sender().toString().contains("refused")
          ? Verdict.reply(Reply.of(451, "4.3.0", "Later"))
          : Verdict.proceed();
    }
  }

  private SmtpSocket serve(Conversation session, ProxyTrust trust) throws IOException {
    SmtpSocket socket = listener(Scheme.SMTP, 0, LIMITS, trust, peer -> session);
    socket.open();
    return socket;
  }

  private static Peer last(Recording session) {
    List<Peer> peers = session.peers();
    return peers.get(peers.size() - 1);
  }

  @Test
  void theSessionIsThatOfTheOtherClient() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session, LOOPBACK);
    Client client = Client.of(server).greet();
    client
        .say(
            "XCLIENT NAME=a.example ADDR=192.0.2.5 PORT=4711 PROTO=ESMTP HELO=helo.example"
                + " LOGIN=J+C3+BCrgen+20Client DESTADDR=IPV6:2001:db8::7 DESTPORT=25\r\n")
        .hear("220 ");
    client.mail();
    Peer peer = last(session);
    assertThat(peer.address().toString()).isEqualTo("/192.0.2.5:4711");
    assertThat(peer.helo()).isEqualTo("helo.example");
    assertThat(peer.identity()).isEqualTo("J\u00fcrgen Client");
    assertThat(peer.mechanism()).isEqualTo("XCLIENT");
    ProxyFacts proxy = Objects.requireNonNull(peer.proxy());
    assertThat(proxy.proxy().getAddress().isLoopbackAddress()).isTrue();
    assertThat(String.valueOf(proxy.destination())).isEqualTo("/[2001:db8:0:0:0:0:0:7]:25");
    client.quit();
    assertThat(session.calls())
        .containsSubsequence("onConnect", "onHelo", "onConnect", "onMail", "onMessage");
  }

  @Test
  void whatIsNotSaidStaysOrIsUnknown() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session, LOOPBACK);
    Client client = Client.of(server).greet();
    Peer before = last(session);
    client.say("XCLIENT PORT=4711\r\n").hear("220 ");
    Peer peer = last(session);
    assertThat(peer.address().getAddress()).isEqualTo(before.address().getAddress());
    assertThat(peer.address().getPort()).isEqualTo(4711);
    assertThat(peer.helo()).isNull();
    assertThat(peer.identity()).isNull();
    client.say("XCLIENT ADDR=192.0.2.6 HELO=[UNAVAILABLE]\r\n").hear("220 ").say("NOOP\r\n");
    client.hear("250 ");
    assertThat(last(session).address().toString()).isEqualTo("/192.0.2.6:4711");
    assertThat(Objects.requireNonNull(last(session).proxy()).proxy()).isEqualTo(before.address());
    client.quit();
  }

  @Test
  void itOutlastsStartTls() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session, LOOPBACK);
    Client client = Client.of(server).greet();
    client.say("XCLIENT ADDR=192.0.2.5 LOGIN=me\r\n").hear("220 ").say("EHLO c.example\r\n");
    client.hear("250 ").say("STARTTLS\r\n").hear("220 ").encrypt("TLSv1.3", "mx.example");
    client.say("EHLO c.example\r\n");
    assertThat(client.lines()).anyMatch(line -> line.startsWith("250-XCLIENT "));
    assertThat(last(session).address().getAddress().getHostAddress()).isEqualTo("192.0.2.5");
    assertThat(last(session).identity()).isNull();
    client.quit();
  }

  @Test
  void othersAreNeitherOfferedItNorHeard() throws Exception {
    SmtpSocket server = serve(new Recording(), LOOPBACK);
    try (Client client = Client.from("127.0.0.2", server).hear("220 ").say("EHLO c.example\r\n")) {
      assertThat(client.lines()).noneMatch(line -> line.contains("XCLIENT"));
      client.say("XCLIENT ADDR=192.0.2.5\r\n").hear("550 5.7.0").quit();
    }
  }

  @Test
  void whoIsTrustedIsJudgedByWhatTheProxySays() throws Exception {
    ProxyTrust both = new ProxyTrust(ProxyHeaders.LOOPBACK.proxyProtocol(), LOOPBACK.xclient());
    SmtpSocket server = serve(new Recording(), both);
    Client.of(server)
        .say(ProxyHeaders.V1)
        .greet()
        .say("XCLIENT ADDR=192.0.2.6\r\n")
        .hear("550 5.7.0")
        .quit();
    Client.of(server)
        .say("PROXY TCP4 127.0.0.1 127.0.0.1 4711 25\r\n")
        .greet()
        .say("XCLIENT ADDR=192.0.2.6\r\n")
        .hear("220 ")
        .quit();
  }

  @Test
  void whatIsForwardedIsOfTheNextTransactionAlone() throws Exception {
    Forwarded session = new Forwarded();
    SmtpSocket server = serve(session, LOOPBACK);
    Client client = Client.of(server).greet();
    client.say("XFORWARD NAME=a.example ADDR=192.0.2.5\r\nXFORWARD PROTO=UUCP\r\n");
    client.hear("250 ", "250 ").say("XFORWARD NAME=[UNAVAILABLE] IDENT=a+2Bb\r\n").hear("250 ");
    client.say("MAIL FROM:<refused@c.example>\r\n").hear("451 ").mail().mail();
    client.say("XFORWARD NAME=a.example\r\nRSET\r\n").hear("250 ", "250 ").mail();
    client.say("XFORWARD NAME=a.example\r\nEHLO c.example\r\n").hear("250 ", "250 ").mail();
    client.say("XFORWARD NAME=a.example\r\nXCLIENT HELO=c.example\r\n").hear("250 ", "220 ").mail();
    client.quit();
    Map<String, String> all = Map.of("ADDR", "192.0.2.5", "PROTO", "UUCP", "IDENT", "a+b");
    List<Map<String, String>> expected = new ArrayList<>(List.of(all, all));
    for (int i = 0; i < 4; i++) {
      expected.add(Map.of());
    }
    assertThat(session.said).isEqualTo(expected);
  }
}
