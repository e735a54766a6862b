// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** Who is let in, for how long, and who is told to leave. */
class LimitsTest extends OnEachTransport {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String TO_DATA = "MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nDATA\r\n";

  LimitsTest(TransportKind kind) {
    super(kind);
  }

  private static ConnectionLimits limits(int sessions, int perAddress, Duration idle) {
    return new ConnectionLimits(sessions, perAddress, idle, Duration.ofSeconds(10), 128);
  }

  @Test
  void whoIdlesIsToldSoEvenInTheMiddleOfAMessage() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(Scheme.SMTP, limits(10, 0, SHORT), peer -> session);
    try (Client client = Client.of(server).greet()) {
      client.say(TO_DATA).hear("250 ", "250 ", "354 ").say("Subject: never done\r\n");
      client.hear("421 4.4.2").hearEnd();
    }
    awaitEnd(session, "TIMEOUT");
    assertThat(session.calls()).containsOnlyOnce("onAbandon");
  }

  @Test
  void waitingForAVerdictIsNotIdling() throws Exception {
    Recording session =
        new Recording(
            call ->
                call.equals("NOOP")
                    ? Verdict.proceed().after(SHORT.multipliedBy(5))
                    : Verdict.proceed());
    SmtpSocket server = serve(Scheme.SMTP, limits(10, 0, SHORT), peer -> session);
    try (Client client = Client.of(server)) {
      client.say("EHLO client.example\r\nNOOP\r\n").hear("220 ", "250 ", "250 2.0.0");
      client.hear("421 4.4.2").hearEnd();
    }
  }

  @Test
  void whoIsOneTooManyNeverReachesTheApplication() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    SmtpListener counting =
        peer -> {
          asked.incrementAndGet();
          return new Conversation() {};
        };
    SmtpSocket server = serve(Scheme.SMTP, limits(2, 0, LONG), counting);
    try (Client first = Client.of(server).greet();
        Client second = Client.of(server).greet()) {
      try (Client third = Client.of(server)) {
        third.hear("421 4.3.2").hearEnd();
      }
      first.quit();
      second.mail();
    }
    awaitNobody(server);
    Client.of(server).greet().quit();
    assertThat(asked).hasValue(3);
    assertThat(server.counts().sessions()).isEqualTo(4);
  }

  @Test
  void oneAddressOverItsLimitLeavesTheOthersAlone() throws Exception {
    SmtpSocket server = serve(Scheme.SMTP, limits(10, 1, LONG), peer -> new Conversation() {});
    try (Client first = Client.of(server).greet();
        Client again = Client.of(server);
        Client other = Client.from("127.0.0.2", server)) {
      again.hear("421 4.7.0").hearEnd();
      other.greet().mail();
      first.mail().quit();
    }
    awaitNobody(server);
    Client.of(server).greet().quit();
  }

  @Test
  void aRefusalIsToldInsideTlsWhereTheListenerIs() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS, limits(0, 0, LONG), peer -> new Conversation() {});
    try (Client client = Client.of(server)) {
      client.encrypt("TLSv1.3", "mx.example").hear("421 4.3.2").hearEnd();
    }
  }

  @Test
  void aPauseKeepsNewSessionsOutAndTheOthersIn() throws Exception {
    SmtpSocket server = serve(new Recording());
    try (Client inside = Client.of(server).greet()) {
      server.pause();
      try (Client outside = Client.of(server)) {
        outside.hear("421 4.3.2").hearEnd();
      }
      inside.mail();
      server.resume();
      Client.of(server).greet().mail().quit();
      inside.quit();
    }
  }

  @Test
  void aDrainWaitsForTheAnswerUnderWay() throws Exception {
    Recording session =
        new Recording(
            call ->
                call.equals("NOOP")
                    ? Verdict.proceed().after(SHORT.plus(SHORT))
                    : Verdict.proceed());
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet().say("NOOP\r\nNOOP\r\n")) {
      await().untilAsserted(() -> assertThat(session.calls()).contains("NOOP"));
      var drained = server.drain(LONG).toCompletableFuture();
      client.hear("250 2.0.0", "421 4.3.2").hearEnd();
      client.reset();
      drained.join();
    }
    awaitEnd(session, "SHUTDOWN");
    assertThat(session.calls()).containsOnlyOnce("NOOP");
  }

  @Test
  void aDrainEndsASessionOnceItsTransactionIsGivenUp() throws Exception {
    for (String command : new String[] {"EHLO client.example\r\n", "RSET\r\n"}) {
      Recording session = new Recording();
      SmtpSocket server = serve(session);
      try (Client client = Client.of(server).greet().say("MAIL FROM:<>\r\n").hear("250 ")) {
        var drained = server.drain(LONG).toCompletableFuture();
        client.say(command).hear("250 ", "421 4.3.2").hearEnd();
        client.reset();
        drained.join();
      }
      awaitEnd(session, "SHUTDOWN");
      assertThat(session.calls()).containsOnlyOnce("onAbandon");
    }
  }

  @Test
  void aDrainAtItsLimitWaitsForNoVerdict() throws Exception {
    Recording session =
        new Recording(call -> call.equals("NOOP") ? Verdict.hang(LONG) : Verdict.proceed());
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet().say("NOOP\r\n")) {
      await().untilAsserted(() -> assertThat(session.calls()).contains("NOOP"));
      var drained = server.drain(SHORT).toCompletableFuture();
      client.hear("421 4.3.2").hearEnd();
      client.reset();
      drained.join();
    }
  }

  @Test
  void aListenerThatIsDrainedRefusesConnectionsUntilItOpensAgain() throws Exception {
    SmtpSocket server = serve(new Recording());
    server.drain(Duration.ZERO).toCompletableFuture().join();
    // NIO closes for good at its next turn.
    await()
        .untilAsserted(
            () ->
                assertThatIOException()
                    .isThrownBy(() -> Client.of(server).close())
                    .withMessageContaining("refused"));
    server.open();
    long before = server.counts().sessions();
    Client.of(server).greet().mail().quit();
    assertThat(server.counts().sessions()).isEqualTo(before + 1);
  }
}
