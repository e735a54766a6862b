// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** What one client may take: so many connections in a time, octets a second, handshakes at once. */
class ClientBoundsTest extends OnEachTransport {

  private static final Duration LONG = Duration.ofHours(1);
  private static final int SLOW = 4000;

  ClientBoundsTest(TransportKind kind) {
    super(kind);
  }

  private static ConnectionLimits limits(ConnectionRate rate, long octets, int handshakes) {
    return new ConnectionLimits(100, 0, LONG, LONG, 128)
        .with(new ClientBounds(rate, octets, handshakes, LONG, LONG));
  }

  @Test
  void whoComesTooOftenIsToldAndNeverReachesTheApplication() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ConnectionLimits limits = limits(new ConnectionRate(3, LONG), 0, 10);
    SmtpSocket server =
        serve(
            Scheme.SMTP,
            limits,
            peer -> {
              asked.incrementAndGet();
              return new Conversation() {};
            });
    for (int i = 0; i < 3; i++) {
      Client.of(server).greet().mail().quit();
    }
    for (int i = 0; i < 3; i++) {
      try (Client fourth = Client.of(server)) {
        fourth.hear("421 4.7.0 Too many new connections").hearEnd();
      }
    }
    Client.from("127.0.0.2", server).greet().mail().quit();
    assertThat(asked).hasValue(4);
  }

  @Test
  void whoComesTooOftenIsToldInsideTls() throws Exception {
    SmtpSocket server =
        serve(
            Scheme.SMTPS,
            limits(new ConnectionRate(1, LONG), 0, 10),
            peer -> new Conversation() {});
    Client.of(server).encrypt("TLSv1.3", "mx.example").greet().quit();
    try (Client second = Client.of(server)) {
      second.encrypt("TLSv1.3", "mx.example").hear("421 4.7.0 ").hearEnd();
    }
  }

  @Test
  void aSessionSendsNoFasterThanItMay() throws Exception {
    Verdict faster = Verdict.proceed().throttled(new Throttle(1 << 30, 0));
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording(call -> call.equals("onData") ? faster : Verdict.proceed());
      SmtpSocket server = serve(scheme, limits(ConnectionRate.NONE, SLOW, 10), peer -> session);
      try (Client client = Client.by(scheme, server.info().address())) {
        client.greet().sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA");
        client.hear("250 ", "250 ", "354 ");
        long begin = System.nanoTime();
        client.say("x".repeat(2 * SLOW) + "\r\n.\r\n").hear("250 2.0.0");
        // What a quarter of a second has saved goes at once.
        assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(1700).toNanos());
      }
    }
  }

  @Test
  void aPolicyMayWantItSlowerStill() throws Exception {
    Verdict slower = Verdict.proceed().throttled(new Throttle(SLOW, 0));
    Recording session = new Recording(call -> call.equals("onData") ? slower : Verdict.proceed());
    SmtpSocket server =
        serve(Scheme.SMTP, limits(ConnectionRate.NONE, 1 << 30, 10), peer -> session);
    try (Client client = Client.of(server).greet()) {
      client.sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA");
      client.hear("250 ", "250 ", "354 ");
      long begin = System.nanoTime();
      client.say("x".repeat(SLOW) + "\r\n.\r\n").hear("250 2.0.0");
      assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(700).toNanos());
    }
  }

  @Test
  void moreHandshakesThanMayBeUnderWayAreRefusedAndTheSessionGoesOn() throws Exception {
    SmtpSocket server =
        serve(Scheme.SMTP, limits(ConnectionRate.NONE, 0, 2), peer -> new Conversation() {});
    try (Client first = Client.of(server).greet().say("STARTTLS\r\n").hear("220 ");
        Client second = Client.of(server).greet().say("STARTTLS\r\n").hear("220 ");
        Client third = Client.of(server).greet()) {
      third.say("STARTTLS\r\n").hear("454 4.7.0 ").mail();
      second.encrypt("TLSv1.3", "mx.example").say("EHLO c.example\r\n").hear("250 ").mail();
      third.say("STARTTLS\r\n").hear("220 ").encrypt("TLSv1.3", "mx.example");
      third.say("EHLO c.example\r\n").hear("250 ").mail();
      first.reset();
      await().until(() -> server.admission().handshakes().count() == 0);
    }
  }

  @Test
  void moreHandshakesWithImplicitTlsThanMayBeUnderWayAreClosedWithoutAWord() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    SmtpSocket server =
        serve(
            Scheme.SMTPS,
            limits(ConnectionRate.NONE, 0, 2),
            peer -> {
              asked.incrementAndGet();
              return new Conversation() {};
            });
    try (Client first = Client.of(server);
        Client second = Client.of(server)) {
      await().until(() -> server.admission().handshakes().count() == 2);
      try (Client third = Client.of(server)) {
        third.hearEnd();
      }
      first.encrypt("TLSv1.3", "mx.example").greet();
      Client.of(server).encrypt("TLSv1.3", "mx.example").greet().quit();
      second.reset();
      first.mail();
    }
    awaitNobody(server);
    assertThat(server.admission().handshakes().count()).isZero();
    assertThat(server.counts().handshakesFailed()).isEqualTo(2);
    assertThat(asked).hasValue(3);
  }

  @Test
  void handshakesThatAreDoneDoNotCount() throws Exception {
    SmtpSocket server =
        serve(Scheme.SMTPS, limits(ConnectionRate.NONE, 0, 1), peer -> new Conversation() {});
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clients.add(Client.of(server).encrypt("TLSv1.3", "mx.example").greet());
    }
    for (Client client : clients) {
      client.quit();
    }
  }

  @Test
  void handshakesThatTheApplicationHoldsUpForGoodDoNotCount() throws Exception {
    HandshakeScript stalling = new HandshakeScript(Handshake.stall(LONG));
    HandshakeScript usual = new HandshakeScript(Handshake.usual());
    AtomicInteger turn = new AtomicInteger();
    SmtpSocket server =
        serve(
            Scheme.SMTPS,
            limits(ConnectionRate.NONE, 0, 1),
            peer -> turn.getAndIncrement() < 3 ? stalling : usual);
    List<Client> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      held.add(Client.of(server).say(HandshakeScript.clientHello("mx.example")));
      long stalled = held.size();
      await().until(() -> server.counts().handshakesFailed() == stalled);
    }
    Client.of(server).encrypt("TLSv1.3", "mx.example").greet().mail().quit();
    for (Client client : held) {
      client.reset();
    }
  }

  @Test
  void aHandshakeThatFailsMakesRoom() throws Exception {
    SmtpSocket server =
        serve(Scheme.SMTPS, limits(ConnectionRate.NONE, 0, 1), peer -> new Conversation() {});
    for (int i = 0; i < 5; i++) {
      try (Client client = Client.of(server)) {
        say(client, "EHLO client.example\r\n");
        client.hearOut();
      }
      await().until(() -> server.admission().handshakes().count() == 0);
    }
    Client.of(server).encrypt("TLSv1.3", "mx.example").greet().mail().quit();
  }

  private static void say(Client client, String text) throws IOException {
    try {
      client.say(text);
    } catch (SocketException closed) {
      assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }
}
