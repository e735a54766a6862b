// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.blackhole.smtp.net.ProxyHeaders.LOOPBACK;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy itself in front of a listener. */
class HaproxyTest extends OnEachTransport {

  private static final String CLIENT = "127.0.0.9";

  @TempDir private Path folder;

  private final Recording session = new Recording();

  HaproxyTest(TransportKind kind) {
    super(kind);
  }

  private SmtpSocket serve(Scheme scheme) throws IOException {
    SmtpSocket socket = listener(scheme, 0, LIMITS, LOOPBACK, peer -> session);
    socket.open();
    return socket;
  }

  private Optional<Peer> seen(String address) {
    return session.peers().stream()
        .filter(peer -> peer.address().getAddress().getHostAddress().equals(address))
        .findFirst();
  }

  @Test
  void version1NamesTheClient() throws Exception {
    namesTheClient("send-proxy");
  }

  @Test
  void version2NamesTheClient() throws Exception {
    namesTheClient("send-proxy-v2");
  }

  private void namesTheClient(String option) throws IOException {
    SmtpSocket server = serve(Scheme.SMTP);
    try (HaproxyProcess haproxy = HaproxyProcess.start(folder, server, "", option)) {
      Client client = Client.from(CLIENT, haproxy.front()).greet();
      client.say("STARTTLS\r\n").hear("220 ").encrypt("TLSv1.3", "mx.example");
      client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
      ProxyFacts proxy = Objects.requireNonNull(seen(CLIENT).orElseThrow().proxy());
      assertThat(proxy.destination()).isEqualTo(haproxy.front());
      assertThat(proxy.proxy().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void implicitTlsPassesThrough() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS);
    try (HaproxyProcess haproxy = HaproxyProcess.start(folder, server, "", "send-proxy-v2")) {
      Client client = Client.from(CLIENT, haproxy.front()).encrypt("TLSv1.3", "mx.example");
      client.greet().mail().quit();
      Peer peer = seen(CLIENT).orElseThrow();
      assertThat(Objects.requireNonNull(peer.tls()).version()).isEqualTo("TLSv1.3");
      assertThat(Objects.requireNonNull(peer.proxy()).tls()).isNull();
    }
  }

  @Test
  void itsTlsIsTold() throws Exception {
    TlsMaterial authority = TlsTestKeys.authority("ca.example");
    TlsMaterial own = TlsTestKeys.issued("Client Example", authority);
    TlsMaterial front = TlsTestKeys.ec("front.example");
    Path ca = TlsTestKeys.pem(folder.resolve("ca.pem"), authority.certificate());
    Path key =
        TlsTestKeys.pem(
            folder.resolve("front.pem"), TlsTestKeys.pkcs8(front.key()), front.certificate());
    SmtpSocket server = serve(Scheme.SMTP);
    try (HaproxyProcess haproxy =
        HaproxyProcess.start(
            folder,
            server,
            "ssl crt " + key + " ca-file " + ca + " verify optional alpn smtp",
            "send-proxy-v2 proxy-v2-options ssl,cert-cn,ssl-cipher,authority,unique-id,crc32c",
            "unique-id-format connection-%pid")) {
      try (SSLSocket client =
          new TlsTestClient(own)
              .connect(
                  haproxy.front().getPort(),
                  wishes -> {
                    wishes.setServerNames(List.of(new SNIHostName("mx.example")));
                    wishes.setApplicationProtocols(new String[] {"smtp"});
                    wishes.setProtocols(new String[] {"TLSv1.3"});
                  })) {
        ProxyFacts proxy = Objects.requireNonNull(told("mx.example").proxy());
        assertThat(told("mx.example").tls()).isNull();
        assertThat(proxy.applicationProtocol()).isEqualTo("smtp");
        assertThat(proxy.uniqueId()).startsWith("connection-");
        assertThat(proxy.tls())
            .isEqualTo(
                new ProxyFacts.ProxyTls(
                    "TLSv1.3", client.getSession().getCipherSuite(), "Client Example", true));
      }
      try (Socket stranger = new TlsTestClient().connect(haproxy.front().getPort())) {
        ProxyFacts proxy = Objects.requireNonNull(told("mail.test").proxy());
        assertThat(stranger.isConnected()).isTrue();
        ProxyFacts.ProxyTls tls = Objects.requireNonNull(proxy.tls());
        assertThat(tls.commonName()).isNull();
        assertThat(tls.verified()).isFalse();
      }
    }
  }

  /** The session of a client that asked the proxy for this name. */
  private Peer told(String serverName) {
    return await()
        .until(
            () -> session.peers().stream().filter(peer -> asked(peer, serverName)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean asked(Peer peer, String serverName) {
    ProxyFacts proxy = peer.proxy();
    return proxy != null && serverName.equals(proxy.serverName());
  }

  @Test
  void itsHealthCheckIsASessionOfItsOwn() throws Exception {
    SmtpSocket server = serve(Scheme.SMTP);
    try (HaproxyProcess haproxy =
        HaproxyProcess.start(
            folder,
            server,
            "",
            "send-proxy-v2 check inter 200ms",
            "option smtpchk EHLO check.example")) {
      await().until(() -> session.calls().contains("onEnd QUIT"));
      Peer check =
          session.peers().stream()
              .filter(peer -> "check.example".equals(peer.helo()))
              .findFirst()
              .orElseThrow();
      ProxyFacts proxy = Objects.requireNonNull(check.proxy());
      assertThat(check.address()).isEqualTo(proxy.proxy());
      assertThat(proxy.destination()).isNull();
      Client.from(CLIENT, haproxy.front()).greet().quit();
    }
  }
}
