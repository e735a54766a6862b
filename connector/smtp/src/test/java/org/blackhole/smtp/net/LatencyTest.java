// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** The time from the end of a message to its answer is noted, once for each message answered. */
class LatencyTest extends OnEachTransport {

  private static final Duration DELAY = Duration.ofMillis(300);
  private static final long DELAY_MICROS = DELAY.toMillis() * 1000;
  private static final Verdict LATE = Verdict.proceed().after(DELAY);
  private static final String TEXT = "Subject: x\r\n\r\ntext\r\n.\r\n";

  LatencyTest(TransportKind kind) {
    super(kind);
  }

  private static Function<String, Verdict> at(String call, Verdict verdict) {
    return asked -> asked.equals(call) ? verdict : Verdict.proceed();
  }

  private static Latencies latencies(SmtpSocket server) {
    return server.counts().latencies();
  }

  @Test
  void eachMessageIsNotedWithItsDelay() throws Exception {
    AtomicBoolean late = new AtomicBoolean();
    SmtpSocket server =
        serve(new Recording(call -> late.get() && call.equals("onMessage") ? LATE : proceed()));
    assertThat(latencies(server)).isEqualTo(Latencies.NONE);
    try (Client client = Client.of(server).greet().mail().mail().mail()) {
      Latencies prompt = latencies(server);
      assertThat(prompt.count()).isEqualTo(3);
      late.set(true);
      client.mail();
      Latencies slow = latencies(server).minus(prompt);
      assertThat(slow.count()).isOne();
      assertThat(slow.percentile(50)).isGreaterThanOrEqualTo(DELAY_MICROS);
      client.quit();
    }
    assertThat(latencies(server).count()).isEqualTo(4);
    assertThat(latencies(server).max()).isGreaterThanOrEqualTo(DELAY_MICROS);
  }

  private static Verdict proceed() {
    return Verdict.proceed();
  }

  @Test
  void aDelayInsideTlsIsNotedToo() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> new Recording(at("onMessage", LATE)));
    try (Client client = Client.of(server).encrypt("TLSv1.3", "mx.example").greet()) {
      client.mail().quit();
    }
    assertThat(latencies(server).count()).isOne();
    assertThat(latencies(server).max()).isGreaterThanOrEqualTo(DELAY_MICROS);
  }

  @Test
  void whatIsWaitedForAtTheHeadersOrTheContentCountsAsWell() throws Exception {
    for (String call : new String[] {"onHeaders", "onContent"}) {
      SmtpSocket server = serve(new Recording(at(call, LATE)));
      try (Client client = Client.of(server).greet()) {
        client.mail().quit();
      }
      assertThat(latencies(server).count()).describedAs(call).isOne();
      assertThat(latencies(server).max()).describedAs(call).isGreaterThanOrEqualTo(DELAY_MICROS);
    }
  }

  @Test
  void aVerdictToComeIsWaitedFor() throws Exception {
    Recording session =
        new Recording(call -> call.equals("onMessage") ? Verdict.later(later()) : proceed());
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.mail().quit();
    }
    assertThat(latencies(server).count()).isOne();
    assertThat(latencies(server).max()).isGreaterThanOrEqualTo(DELAY_MICROS);
  }

  private static CompletableFuture<Verdict> later() {
    return new CompletableFuture<Verdict>()
        .completeOnTimeout(proceed(), DELAY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  void messagesOfOnePipelineAreNotedEachByItself() throws Exception {
    SmtpSocket server = serve(new Recording());
    try (Client client = Client.of(server).greet()) {
      String message = "MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nBDAT 6 LAST\r\ntext\r\n";
      client.say(message.repeat(5));
      for (int i = 0; i < 5; i++) {
        client.hear("250 2.1.0", "250 2.1.5", "250 2.0.0");
      }
      client.quit();
    }
    assertThat(latencies(server).count()).isEqualTo(5);
  }

  @Test
  void refusalsAreAnswersEvenIfTheyClose() throws Exception {
    for (int code : new int[] {550, 421}) {
      Reply no = Reply.of(code, code == 550 ? "5.7.1" : "4.3.2", "No");
      SmtpSocket server = serve(new Recording(at("onMessage", Verdict.reply(no).after(DELAY))));
      try (Client client = inData(server).say(TEXT)) {
        client.hear(code + " ");
      }
      assertThat(latencies(server).count()).describedAs("%s", code).isOne();
      assertThat(latencies(server).max()).isGreaterThanOrEqualTo(DELAY_MICROS);
      assertThat(server.counts().refused()).isOne();
    }
  }

  @Test
  void aYesThatClosesIsAMessageTaken() throws Exception {
    Verdict yes = Verdict.replyThenClose(Reply.of(250, "2.0.0", "Yes, and goodbye"));
    SmtpSocket server = serve(new Recording(at("onMessage", yes)));
    try (Client client = inData(server).say(TEXT)) {
      client.hear("250 2.0.0 Yes").hearEnd();
    }
    assertThat(server.counts().messages()).isOne();
    assertThat(server.counts().refused()).isZero();
    assertThat(latencies(server).count()).isOne();
  }

  @Test
  void aMessageWithoutAnAnswerIsNotNoted() throws Exception {
    for (Verdict verdict :
        new Verdict[] {Verdict.close(), Verdict.reset(), Verdict.hang(Duration.ofMillis(10))}) {
      SmtpSocket server = serve(new Recording(at("onMessage", verdict)));
      try (Client client = inData(server).say(TEXT)) {
        client.hearOut();
      }
      awaitNobody(server);
      assertThat(server.counts().refused()).isOne();
      assertThat(latencies(server)).isEqualTo(Latencies.NONE);
    }
  }

  @Test
  void aMessageWhoseClientLeftBeforeTheAnswerIsNotNoted() throws Exception {
    Recording session =
        new Recording(at("onMessage", Verdict.proceed().after(Duration.ofHours(1))));
    SmtpSocket server = serve(session);
    Client client = inData(server).say(TEXT);
    await().untilAsserted(() -> assertThat(session.calls()).contains("onMessage"));
    client.reset();
    awaitNobody(server);
    assertThat(latencies(server)).isEqualTo(Latencies.NONE);
  }

  @Test
  void byLmtpTheLastAnswerCounts() throws Exception {
    SmtpSocket server = serve(Scheme.LMTP, LIMITS, peer -> new Recording(at("onDelivery", LATE)));
    try (Client client = Client.of(server)) {
      client.hear("220 ").say("LHLO client.example\r\n").hear("250 ");
      client.say("MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n");
      client.hear("250 ", "250 ", "250 ", "354 ").say(TEXT).hear("250 2.0.0", "250 2.0.0").quit();
    }
    assertThat(latencies(server).count()).isOne();
    assertThat(latencies(server).max()).isGreaterThanOrEqualTo(2 * DELAY_MICROS);
  }

  private static Client inData(SmtpSocket server) throws Exception {
    return Client.of(server)
        .greet()
        .say("MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nDATA\r\n")
        .hear("250 ", "250 ", "354 ");
  }
}
