// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.crowd.Crowd;
import org.blackhole.smtp.crowd.Door;
import org.junit.jupiter.api.Test;

/** Listeners that close and open again while many clients send mail. */
class DrainTest extends OnEachTransport {

  private static final int TIMES = 10;

  DrainTest(TransportKind kind) {
    super(kind);
  }

  @Test
  void everyClientHasItsAnswerAndEveryMessageCounts() throws Exception {
    Conversation yes = new Conversation() {};
    SmtpSocket mx = serve(yes);
    SmtpSocket smtps = serve(Scheme.SMTPS, LIMITS, peer -> yes);
    try (Crowd crowd =
        new Crowd(
            6,
            new Door(Door.Kind.PLAIN, () -> mx.info().address()),
            new Door(Door.Kind.PLAIN, () -> mx.info().address()),
            new Door(Door.Kind.STARTTLS, () -> mx.info().address()),
            new Door(Door.Kind.IMPLICIT_TLS, () -> smtps.info().address()))) {
      for (int i = 0; i < TIMES; i++) {
        long before = crowd.accepted();
        await().until(() -> crowd.accepted() > before + 100);
        // At once, or when the messages under way are there.
        Duration limit = i % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(20);
        List.of(mx, smtps).stream()
            .map(socket -> socket.drain(limit).toCompletableFuture())
            .toList()
            .forEach(CompletableFuture::join);
        assertThat(mx.state()).isEqualTo(ListenerState.CLOSED);
        mx.open();
        smtps.open();
      }
      crowd.leave();
      awaitNobody(mx);
      awaitNobody(smtps);
      assertThat(crowd.turnedAway()).isPositive();
      assertThat(mx.counts().messages() + smtps.counts().messages()).isEqualTo(crowd.accepted());
      if (kind() != TransportKind.NIO) { // which cannot take its socket from the kernel's hands
        assertThat(crowd.cut()).isEmpty();
      }
    }
  }

  /** On the way into TLS there are no words for it yet. */
  @Test
  void whoIsInAHandshakeIsToldInsideTls() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      SmtpSocket server = serve(scheme, LIMITS, peer -> new Conversation() {});
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
        } else {
          await().until(() -> server.counts().live() == 1);
        }
        CompletableFuture<Void> closed = server.drain(Duration.ZERO).toCompletableFuture();
        client.encrypt("TLSv1.3", "mx.example");
        if (scheme == Scheme.SMTPS) {
          client.hear("220 ");
        }
        client.hear("421 4.3.2").hearEnd();
        client.reset();
        closed.join();
      }
    }
  }

  /** It is not waited for without end. */
  @Test
  void whoDoesNotGoOnWithItsHandshakeIsLetGo() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> new Conversation() {});
    try (Client silent = Client.of(server)) {
      await().until(() -> server.counts().live() == 1);
      server.drain(Duration.ZERO).toCompletableFuture().join();
      assertThat(silent.hearAll(1)).isEmpty();
    }
  }
}
