// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connections that go slowly, because a verdict says so. */
class ThrottleTest extends OnEachTransport {

  private static final Reply NO = Reply.of(550, "5.7.1", "No, and here is why: it is a test");
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Of replies, and of the client's own octets, in {@code Throttle}. */
  private static final int RATE = 20_000;

  private static final int SIZE = 20_000;
  private static final String TEXT = "0123456789 abcdefghij 0123456789 abcdefghij 12\r\n";

  ThrottleTest(TransportKind kind) {
    super(kind);
  }

  private static Verdict reads(long rate) {
    return Verdict.proceed().throttled(new Throttle(rate, 0));
  }

  private static Verdict writes(long rate) {
    return Verdict.proceed().throttled(new Throttle(0, rate));
  }

  private static Function<String, Verdict> at(String call, Verdict verdict) {
    return asked -> asked.equals(call) ? verdict : Verdict.proceed();
  }

  private static Client encrypt(Client client) throws IOException {
    return client.encrypt("TLSv1.3", "mx.example");
  }

  /** At least as long as so many octets take, but for the quarter of a second that may be saved. */
  private static void assertSlow(long since, long octets, long rate) {
    Duration passed = Duration.ofNanos(System.nanoTime() - since);
    assertThat(passed).isGreaterThan(Duration.ofMillis(1000 * octets / rate - 260));
  }

  private static String message() {
    return "Subject: x\r\n\r\n" + TEXT.repeat(SIZE / TEXT.length()) + ".\r\n";
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void repliesLeaveAtThePaceAndInOrder() throws Exception {
    SmtpSocket server = serve(new Recording(at("onConnect", writes(500))));
    long begin = System.nanoTime();
    try (Client client = Client.of(server)) {
      client.sayLines("EHLO client.example", "NOOP", "VRFY x", "BAD", "QUIT");
      assertThat(client.hearAll(4)).containsExactly("220 ", "250 ", "250 ", "252 ", "500 ", "221 ");
      assertSlow(begin, client.received(), 500);
      assertThat(server.counts().octetsOut()).isEqualTo(client.received());
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMessageIsTakenAtThePace() throws Exception {
    for (String call : new String[] {"onConnect", "onMail", "onData", "onHeaders", "onContent"}) {
      Recording session = new Recording(at(call, reads(RATE)));
      SmtpSocket server = serve(session);
      Client client = Client.of(server).greet();
      client
          .sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA")
          .hear("250 ", "250 ", "354 ");
      long begin = System.nanoTime();
      client.say(message()).hear("250 2.0.0");
      assertSlow(begin, SIZE, RATE);
      client.mail().quit();
      awaitEnd(session, "QUIT");
      assertThat(server.counts().messages()).isEqualTo(2);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsPipelinedBehindIsTakenAtThePaceAsWell() throws Exception {
    SmtpSocket server = serve(new Recording(at("onMail", reads(RATE))));
    try (Client client = Client.of(server).greet()) {
      long begin = System.nanoTime();
      client.sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "BDAT " + SIZE + " LAST");
      client.say(TEXT.repeat(SIZE / TEXT.length() + 1).substring(0, SIZE) + "NOOP\r\n");
      client.hear("250 ", "250 ", "250 ", "250 2.0.0");
      assertSlow(begin, SIZE, RATE);
      client.quit();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRefusalMaySlowItsMessageDown() throws Exception {
    Verdict refusal = Verdict.reply(NO).throttled(new Throttle(RATE, 0));
    SmtpSocket server = serve(new Recording(at("onHeaders", refusal)));
    try (Client client = Client.of(server).greet()) {
      client
          .sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA")
          .hear("250 ", "250 ", "354 ");
      long begin = System.nanoTime();
      client.say(message()).hear("550 5.7.1");
      assertSlow(begin, SIZE, RATE);
      client.quit();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void itHoldsInsideTlsAndAfterStartTls() throws Exception {
    for (Scheme scheme : WITH_TLS) {
      Throttle throttle = new Throttle(RATE, 1000);
      Recording session =
          new Recording(
              at(
                  scheme == Scheme.SMTP ? "onHelo" : "onTls",
                  Verdict.proceed().throttled(throttle)));
      SmtpSocket server = serve(scheme, LIMITS, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTP) {
          client.greet().say("STARTTLS\r\n").hear("220 ");
          encrypt(client).say("EHLO client.example\r\n").hear("250 ");
        } else {
          encrypt(client).greet();
        }
        long heard = client.received();
        long begin = System.nanoTime();
        client.sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA");
        client.hear("250 2.1.0", "250 2.1.5", "354 ");
        assertSlow(begin, client.received() - heard, 1000);
        begin = System.nanoTime();
        client.say(message()).hear("250 2.0.0");
        assertSlow(begin, SIZE, RATE);
        client.quit();
      }
      awaitEnd(session, "QUIT");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void nothingBehindStartTlsIsKeptHoweverSlowlyItIsTaken() throws Exception {
    Verdict slow = Verdict.proceed().throttled(new Throttle(100, 100));
    Recording session = new Recording(at("NOOP", slow));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("NOOP\r\nSTARTTLS\r\nMAIL FROM:<evil@client.example>\r\nRSET\r\n");
      client.hear("250 2.0.0", "220 2.0.0");
      encrypt(client).say("VRFY x\r\n").hear("252 2.0.0").quit();
    }
    assertThat(session.calls()).doesNotContain("onMail", "RSET");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void lastWordsAreSaidInFullHoweverLongThatTakes() throws Exception {
    // Longer than a connection may linger, with nobody there to call that idling.
    long rate = NO.length() / (SmtpSocket.LINGER.toSeconds() + 1);
    ConnectionLimits impatient = new ConnectionLimits(10, 0, SHORT, Duration.ofSeconds(10), 128);
    Verdict last = Verdict.replyThenClose(NO).throttled(new Throttle(0, rate));
    for (Scheme scheme : WITH_TLS) {
      Recording session = new Recording(at("NOOP", last));
      SmtpSocket server = serve(scheme, impatient, peer -> session);
      try (Client client = Client.of(server)) {
        if (scheme == Scheme.SMTPS) {
          encrypt(client);
        }
        client.greet();
        long begin = System.nanoTime();
        client.say("NOOP\r\nVRFY x\r\n");
        assertThat(client.line()).isEqualTo(NO.toString());
        assertSlow(begin, NO.length(), rate);
        client.hearEnd();
      }
      awaitEnd(session, "POLICY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientThatSaysNoMoreGetsItsSlowAnswers() throws Exception {
    Verdict slow = Verdict.proceed().throttled(new Throttle(300, 300));
    for (boolean encrypted : new boolean[] {false, true}) {
      Recording session = new Recording(at("onHelo", slow));
      SmtpSocket server = serve(encrypted ? Scheme.SMTPS : Scheme.SMTP, LIMITS, peer -> session);
      try (Client client = Client.of(server)) {
        if (encrypted) {
          encrypt(client);
        }
        client.sayLines("EHLO client.example", "NOOP", "VRFY x", "NOOP", "VRFY x");
        if (encrypted) {
          client.endTls();
        } else {
          client.sayNoMore();
        }
        assertThat(client.hearAll(4))
            .containsExactly("220 ", "250 ", "250 ", "252 ", "250 ", "252 ");
      }
      awaitEnd(session, "LOST");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aResetDoesNotWaitForWhatIsStillToBeSaid() throws Exception {
    Recording session =
        new Recording(
            call ->
                switch (call) {
                  case "NOOP" -> Verdict.reply(NO).throttled(new Throttle(0, 1));
                  case "VRFY" -> Verdict.reset();
                  default -> Verdict.proceed();
                });
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("NOOP\r\nVRFY x\r\n");
      assertThatIOException().isThrownBy(client::line).withMessageContaining("reset");
    }
    awaitEnd(session, "POLICY");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void slownessOfOursIsNotIdlingAndIdlingStillIs() throws Exception {
    ConnectionLimits impatient =
        new ConnectionLimits(10, 0, Duration.ofMillis(500), Duration.ofSeconds(10), 128);
    Recording session = new Recording(at("onHelo", reads(10)));
    SmtpSocket server = serve(Scheme.SMTP, impatient, peer -> session);
    try (Client client = Client.of(server).greet()) {
      long begin = System.nanoTime();
      client.say("VRFY somebody@mx.example\r\n").hear("252 ");
      assertSlow(begin, 26, 10);
      client.hear("421 4.4.2").hearEnd();
    }
    awaitEnd(session, "TIMEOUT");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientThatIsSlowedDownCannotSayMuch() throws Exception {
    for (boolean encrypted : new boolean[] {false, true}) {
      Recording session = new Recording(at("onData", reads(1000)));
      SmtpSocket server = serve(encrypted ? Scheme.SMTPS : Scheme.SMTP, LIMITS, peer -> session);
      Client client = Client.of(server);
      if (encrypted) {
        encrypt(client);
      }
      client.greet().sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA");
      client.hear("250 ", "250 ", "354 ");
      CompletableFuture<Void> said = sayMuch(client);
      await()
          .during(Duration.ofMillis(500))
          .until(() -> !said.isDone() && server.counts().octetsIn() < 40_000);
      client.reset();
      said.exceptionally(reset -> null).join();
      if (kind() == TransportKind.EPOLL) { // others read first what was sent before it
        awaitNobody(server);
      }
    }
  }

  /** From a thread of its own, as a client that is kept waiting cannot go on. */
  private static CompletableFuture<Void> sayMuch(Client client) {
    String much = TEXT.repeat(400_000);
    return CompletableFuture.runAsync(
        () -> {
          try {
            client.say(much);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theNextThrottleTakesItsPlaceAndZeroLeavesADirection() throws Exception {
    Recording session =
        new Recording(
            call ->
                switch (call) {
                  case "onHelo" -> Verdict.proceed().throttled(new Throttle(3, 0));
                  case "NOOP" -> Verdict.proceed().throttled(new Throttle(0, 1000));
                  case "onConnect" -> Verdict.proceed().throttled(new Throttle(1_000_000, 0));
                  default -> Verdict.proceed();
                });
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      long begin = System.nanoTime();
      client.say("NOOP\r\n").hear("250 2.0.0");
      client.say("N\r\n").hear("500 ");
      assertSlow(begin, 9, 3);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDrainDoesNotWaitForSlowWords() throws Exception {
    Verdict slow = Verdict.reply(NO).throttled(new Throttle(1, 1));
    for (Verdict verdict :
        new Verdict[] {slow, Verdict.replyThenClose(NO).throttled(new Throttle(1, 1))}) {
      Recording session = new Recording(at("NOOP", verdict));
      SmtpSocket server = serve(session);
      Client client = Client.of(server).greet().say("NOOP\r\n");
      await().untilAsserted(() -> assertThat(session.calls()).contains("NOOP"));
      var drained = server.drain(SHORT).toCompletableFuture();
      client.hear("550 ");
      client.hearOut();
      client.close();
      drained.join();
      assertThat(server.state()).isEqualTo(ListenerState.CLOSED);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anAbortLeavesNothingBehind() throws Exception {
    Recording session = new Recording(at("NOOP", Verdict.reply(NO).throttled(new Throttle(1, 1))));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet().say("NOOP\r\nVRFY x\r\n")) {
      await().untilAsserted(() -> assertThat(session.calls()).contains("NOOP"));
      server.abort();
      client.hearOut();
    }
    awaitNobody(server);
    awaitEnd(session, "LOST");
  }
}
