// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** What the client of a session sees of the application's verdicts. */
class VerdictTest extends OnEachTransport {

  private static final Duration LONG = Duration.ofHours(1);

  VerdictTest(TransportKind kind) {
    super(kind);
  }

  private static Function<String, Verdict> at(String call, Verdict verdict) {
    return asked -> asked.equals(call) ? verdict : Verdict.proceed();
  }

  @Test
  void greetsAndServesAMessage() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server)) {
      client.hear("220 mx.example ESMTP");
      client.say("EHLO client.example\r\n").hear("250 ").mail().quit();
    }
    awaitEnd(session, "QUIT");
    assertThat(session.calls())
        .containsExactly(
            "onConnect",
            "onHelo",
            "onMail",
            "onRecipient",
            "onData",
            "onHeaders",
            "onMessage",
            "QUIT",
            "onEnd QUIT");
  }

  @Test
  void answersPipelinedCommandsInOrder() throws Exception {
    SmtpSocket server = serve(new Recording());
    try (Client client = Client.of(server)) {
      client.sayLines(
          "EHLO client.example",
          "NOOP",
          "VRFY x",
          "MAIL FROM:<>",
          "RCPT TO:<bad",
          "RCPT TO:<a@mx.example>",
          "DATA",
          "x",
          ".",
          "RSET",
          "QUIT",
          "NOOP");
      assertThat(client.hearAll(9))
          .containsExactly(
              "220 mx.ex",
              "250 HELP",
              "250 2.0.0",
              "252 2.0.0",
              "250 2.1.0",
              "501 5.1.3",
              "250 2.1.5",
              "354 End d",
              "250 2.0.0",
              "250 2.0.0",
              "221 2.0.0");
    }
  }

  @Test
  void aDelayHoldsTheReplyAndAllBehindIt() throws Exception {
    Duration delay = Duration.ofMillis(300);
    SmtpSocket server = serve(new Recording(at("NOOP", Verdict.proceed().after(delay))));
    try (Client client = Client.of(server).greet()) {
      long before = System.nanoTime();
      client.say("NOOP\r\nVRFY x\r\nBAD\r\n").hear("250 2.0.0");
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(delay.toNanos());
      client.hear("252 2.0.0", "500 5.5.2").quit();
    }
  }

  @Test
  void delaysInOnePipelineAddUpAndKeepTheOrder() throws Exception {
    Verdict later = Verdict.proceed().after(Duration.ofMillis(20));
    SmtpSocket server = serve(new Recording(call -> later));
    try (Client client = Client.of(server)) {
      client.sayLines(
          "EHLO client.example",
          "MAIL FROM:<>",
          "RCPT TO:<a@mx.example>",
          "DATA",
          "Subject: x",
          "",
          "x",
          ".",
          "NOOP",
          "RSET",
          "QUIT");
      assertThat(client.hearAll(4))
          .containsExactly("220 ", "250 ", "250 ", "250 ", "354 ", "250 ", "250 ", "250 ", "221 ");
    }
  }

  @Test
  void sessionsThatWaitHoldNoThread() throws Exception {
    SmtpSocket server = serve(new Recording(at("NOOP", Verdict.hang(LONG))));
    List<Client> waiting = new ArrayList<>();
    for (int i = 0; i < 4 * LOOPS; i++) {
      waiting.add(Client.of(server).greet().say("NOOP\r\n"));
    }
    for (int i = 0; i < 2 * LOOPS; i++) {
      Client.of(server).greet().mail().quit();
    }
    for (Client client : waiting) {
      client.reset();
    }
  }

  @Test
  void hangSaysNothingAndThenCloses() throws Exception {
    Recording session = new Recording(at("NOOP", Verdict.hang(Duration.ofMillis(100))));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("NOOP\r\nVRFY x\r\n").hearEnd();
    }
    awaitEnd(session, "POLICY");
  }

  @Test
  void closeEndsTheConnectionInOrderWithoutAWord() throws Exception {
    Recording session = new Recording(at("onMail", Verdict.close()));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("NOOP\r\nMAIL FROM:<>\r\nNOOP\r\n").hear("250 2.0.0").hearEnd();
    }
    awaitEnd(session, "POLICY");
    assertThat(session.calls()).doesNotContain("onAbandon");
  }

  @Test
  void aReplyMayCloseBehindIt() throws Exception {
    Reply reply = Reply.of(550, "5.7.1", "Go away");
    Recording session = new Recording(at("onRecipient", Verdict.replyThenClose(reply)));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nNOOP\r\n");
      client.hear("250 2.1.0", "550 5.7.1 Go away").hearEnd();
    }
    awaitEnd(session, "POLICY");
    assertThat(session.calls()).containsOnlyOnce("onAbandon");
  }

  @Test
  void resetTearsThePlainConnectionDown() throws Exception {
    Recording session = new Recording(at("onData", Verdict.reset()));
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\n").hear("250 ", "250 ");
      client.say("DATA\r\n");
      assertThatIOException().isThrownBy(client::line).withMessageContaining("reset");
    }
    awaitEnd(session, "POLICY");
  }

  @Test
  void resetTearsTheEncryptedConnectionDown() throws Exception {
    Recording session = new Recording(at("NOOP", Verdict.reset()));
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> session);
    try (Client client = Client.of(server).encrypt("TLSv1.3", "mx.example").greet()) {
      client.say("NOOP\r\n");
      assertThatIOException().isThrownBy(client::line);
    }
    awaitEnd(session, "POLICY");
  }

  @Test
  void aClientThatHangsUpInDataIsToldOnce() throws Exception {
    vanishInData(Client::close);
  }

  @Test
  void aClientThatBreaksOffInDataIsToldOnce() throws Exception {
    vanishInData(Client::reset);
  }

  private interface Leaving {
    void leave(Client client) throws IOException;
  }

  private void vanishInData(Leaving way) throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    way.leave(inData(server));
    awaitEnd(session, "LOST");
    assertThat(session.calls()).containsOnlyOnce("onAbandon").doesNotContain("onMessage");
    awaitNobody(server);
  }

  private static Client inData(SmtpSocket server) throws IOException {
    return Client.of(server)
        .greet()
        .say("MAIL FROM:<>\r\nRCPT TO:<a@mx.example>\r\nDATA\r\n")
        .hear("250 ", "250 ", "354 ")
        .say("Subject: never done\r\n\r\nand then");
  }

  @Test
  void aMessageIsEitherCompleteOrAbandoned() throws Exception {
    Reply busy = Reply.of(421, "4.3.2", "Not now");
    List<Verdict> verdicts =
        List.of(
            Verdict.close(),
            Verdict.reset(),
            Verdict.hang(Duration.ofMillis(10)),
            Verdict.reply(busy));
    for (Verdict verdict : verdicts) {
      Recording session = new Recording(at("onMessage", verdict));
      SmtpSocket server = serve(session);
      try (Client client = inData(server)) {
        client.say("\r\n.\r\n");
        client.hearOut();
      }
      awaitEnd(session, "POLICY");
      assertThat(session.calls()).containsOnlyOnce("onMessage").doesNotContain("onAbandon");
      assertThat(server.counts().refused()).isOne();
    }
  }

  @Test
  void aClientThatVanishesBeforeTheAnswerToItsMessageIsToldOnce() throws Exception {
    Recording session =
        new Recording(at("onMessage", Verdict.proceed().after(Duration.ofMillis(500))));
    SmtpSocket server = serve(session);
    Client client = inData(server).say("\r\n.\r\n");
    await().untilAsserted(() -> assertThat(session.calls()).contains("onMessage"));
    client.reset();
    awaitEnd(session, "LOST");
    assertThat(session.calls()).doesNotContain("onAbandon");
  }

  @Test
  void aRefusalDecidedAtTheHeadersWaitsForTheEndOfTheContent() throws Exception {
    Reply reply = Reply.of(550, "5.7.1", "No");
    Recording session =
        new Recording(at("onHeaders", Verdict.reply(reply).after(Duration.ofMillis(500))));
    SmtpSocket server = serve(session);
    Client client = inData(server).say("\r\n.\r\n");
    await().untilAsserted(() -> assertThat(session.calls()).contains("onAbandon"));
    client.reset();
    awaitEnd(session, "LOST");
    assertThat(session.calls()).containsOnlyOnce("onAbandon").doesNotContain("onMessage");
  }
}
