// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.blackhole.smtp.net.ProxyHeaders.LOOPBACK;
import static org.blackhole.smtp.net.ProxyHeaders.MAGIC;
import static org.blackhole.smtp.net.ProxyHeaders.TCP4;
import static org.blackhole.smtp.net.ProxyHeaders.V1;
import static org.blackhole.smtp.net.ProxyHeaders.entry;
import static org.blackhole.smtp.net.ProxyHeaders.ipv4;
import static org.blackhole.smtp.net.ProxyHeaders.tls;
import static org.blackhole.smtp.net.ProxyHeaders.version2;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.Test;

/** What comes instead of a header of the PROXY protocol never makes a session, nor a burden. */
class ProxyHostileTest extends OnEachTransport {

  /** Here nothing ends because time is up. */
  private static final ConnectionLimits PATIENT =
      new ConnectionLimits(1000, 0, Duration.ofHours(1), Duration.ofHours(1), 128);

  private static final String V2 =
      version2(
          1,
          TCP4,
          ipv4(),
          entry(2, "mx.example"),
          tls(entry(0x21, "TLSv1.3"), entry(0x22, "client.example")));

  ProxyHostileTest(TransportKind kind) {
    super(kind);
  }

  private SmtpSocket serve(Recording session) throws IOException {
    SmtpSocket socket = listener(Scheme.SMTP, 0, PATIENT, LOOPBACK, peer -> session);
    socket.open();
    return socket;
  }

  private static void closesWithoutAWord(Client client) throws IOException {
    client.hearOut();
    assertThat(client.received()).isZero();
  }

  @Test
  void aHeaderBehindABadOneIsNotTaken() throws Exception {
    for (String bad :
        List.of(
            "PROXY TCP4 a b c d\r\n",
            MAGIC + "1\21\0\0",
            version2(1, TCP4, new byte[3]),
            version2(1, TCP4, ipv4(), new byte[] {2, 0, 99, 1}))) {
      for (String good : List.of(V1, V2)) {
        Recording session = new Recording();
        SmtpSocket server = serve(session);
        try (Client client = Client.of(server).say(bad + good + "EHLO client.example\r\n")) {
          closesWithoutAWord(client);
        }
        awaitServing(server);
        assertThat(server.counts().sessions()).describedAs(bad).isEqualTo(1);
        assertThat(session.calls()).filteredOn("onConnect"::equals).hasSize(1);
      }
    }
  }

  /** Another client is served, on each event loop. */
  private static void awaitServing(SmtpSocket server) throws IOException {
    Client.of(server).say(V1).greet().quit();
    awaitNobody(server);
  }

  @Test
  void whatIsNoHeaderIsNotKept() throws Exception {
    for (String start : List.of(MAGIC + "\u00ff", MAGIC + "!\21\u00ff\u00ff", "PROXY ", "E")) {
      Recording session = new Recording();
      SmtpSocket server = serve(session);
      try (Client client = Client.of(server).say(start)) {
        for (int i = 0; i < 1000; i++) {
          client.say("x".repeat(10_000));
        }
        closesWithoutAWord(client);
      } catch (SocketException closed) {
        assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe).*");
      }
      assertThat(session.calls()).isEmpty();
    }
  }

  @Test
  void whoEndsBeforeAHeaderIsClosed() throws Exception {
    for (String start : List.of("", "PROXY", V1.substring(0, 20), V2.substring(0, 20))) {
      Recording session = new Recording();
      SmtpSocket server = serve(session);
      try (Client client = Client.of(server).say(start)) {
        client.endOutput();
        closesWithoutAWord(client);
      }
      assertThat(session.calls()).isEmpty();
    }
  }

  @Test
  void whoWaitsWithoutAHeaderGoesWithTheListener() throws Exception {
    for (Scheme scheme : List.of(Scheme.SMTP, Scheme.SMTPS)) {
      SmtpSocket server = listener(scheme, 0, LIMITS, LOOPBACK, peer -> new Recording());
      server.open();
      try (Client client = Client.of(server).say("PROXY ")) {
        await().until(() -> server.gates().count() == 1);
        server.drain(Duration.ofSeconds(20)).toCompletableFuture().join();
        closesWithoutAWord(client);
      }
      await().until(() -> server.gates().count() == 0);
    }
  }

  @Test
  void onlySoManyWaitForTheirHeader() throws Exception {
    ConnectionLimits one =
        new ConnectionLimits(
            1,
            LIMITS.maxSessionsPerAddress(),
            LIMITS.idleTimeout(),
            LIMITS.handshakeTimeout(),
            LIMITS.backlog());
    SmtpSocket server = listener(Scheme.SMTP, 0, one, LOOPBACK, peer -> new Recording());
    server.open();
    try (Client first = Client.of(server)) {
      await().until(() -> server.gates().count() == 1);
      try (Client second = Client.of(server)) {
        closesWithoutAWord(second);
      }
      first.say(V1).greet().quit();
    }
    Client.of(server).say(V1).greet().quit();
  }

  @Test
  void whoEndsBehindAHeaderIsAnswered() throws Exception {
    for (String header : List.of(V1, V2)) {
      SmtpSocket server = serve(new Recording());
      try (Client client = Client.of(server).say(header + "EHLO c.example\r\nQUIT\r\n")) {
        client.endOutput();
        client.hear("220 ", "250 ", "221 ").hearEnd();
      }
    }
  }

  @Test
  void damagedHeadersDoNoHarm() throws Exception {
    Random random = new Random(20);
    SmtpSocket server = serve(new Recording());
    for (int i = 0; i < 300; i++) {
      String damaged = damage(random, random.nextBoolean() ? V1 : V2);
      try (Client client = Client.of(server)) {
        client.say(damaged).endOutput();
        client.hearOut();
      } catch (SocketException closed) {
        assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe|not connected|closed).*");
      }
    }
    awaitServing(server);
  }

  private static String damage(Random random, String header) {
    byte[] octets = header.getBytes(StandardCharsets.ISO_8859_1);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      // Mostly behind the magic, which there is little to say about.
      int at = random.nextInt(4) == 0 ? 0 : Math.min(12, octets.length - 1);
      octets[at + random.nextInt(octets.length - at)] = (byte) random.nextInt(256);
    }
    String damaged = new String(octets, StandardCharsets.ISO_8859_1);
    return damaged.substring(0, damaged.length() - random.nextInt(2) * random.nextInt(20)) + V1;
  }
}
