// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** Verdicts that come later, from another thread. */
class LaterTest extends OnEachTransport {

  private final CompletableFuture<Verdict> answer = new CompletableFuture<>();

  LaterTest(TransportKind kind) {
    super(kind);
  }

  private Recording laterAt(String stage) {
    return new Recording(call -> call.equals(stage) ? Verdict.later(answer) : Verdict.proceed());
  }

  private static Client mailing(SmtpSocket server, Recording session) throws Exception {
    Client client =
        Client.of(server)
            .greet()
            .sayLines(
                "MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA", "Subject: x", "", ".", "NOOP")
            .hear("250 2.1.0", "250 2.1.5", "354 ");
    await().untilAsserted(() -> assertThat(session.calls()).contains("onMessage"));
    return client;
  }

  @Test
  void theAnswerToAMessageMayComeLaterAndWhatFollowsWaits() throws Exception {
    Recording session = new Recording(new Once(answer));
    SmtpSocket server = serve(session);
    Client client = mailing(server, session);
    assertThat(session.calls()).doesNotContain("NOOP");
    assertThat(server.counts().messages()).isZero();
    answer.complete(Verdict.proceed());
    client.hear("250 2.0.0", "250 2.0.0").mail().quit();
    assertThat(server.counts().messages()).isEqualTo(2);
  }

  /** Later for the first message, at once for others. */
  private static final class Once implements java.util.function.Function<String, Verdict> {
    private final CompletableFuture<Verdict> answer;
    private boolean used;

    Once(CompletableFuture<Verdict> answer) {
      this.answer = answer;
    }

    @Override
    public Verdict apply(String call) {
      if (used || !call.equals("onMessage")) {
        return Verdict.proceed();
      }
      used = true;
      return Verdict.later(answer);
    }
  }

  @Test
  void itMayBeARefusal() throws Exception {
    Recording session = laterAt("onMessage");
    SmtpSocket server = serve(session);
    Client client = mailing(server, session);
    answer.complete(Verdict.reply(Reply.of(451, "4.3.0", "Rolled back")));
    client.hear("451 4.3.0", "250 2.0.0").quit();
    assertThat(server.counts().refused()).isOne();
  }

  @Test
  void oneThatFailsEndsTheSession() throws Exception {
    Recording session = laterAt("onMessage");
    SmtpSocket server = serve(session);
    Client client = mailing(server, session);
    answer.completeExceptionally(new IllegalStateException("no"));
    client.hear("421 4.3.0").hearEnd();
    client.close();
    awaitEnd(session, "FAULT");
    assertThat(server.counts().refused()).isOne();
  }

  @Test
  void aChunkIsConsumedBeforeALateRefusal() throws Exception {
    Recording session = laterAt("onData");
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client
          .sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "BDAT 6 LAST")
          .sayLines("QUIT")
          .hear("250 2.1.0", "250 2.1.5");
      await().untilAsserted(() -> assertThat(session.calls()).contains("onData"));
      answer.complete(Verdict.reply(Reply.of(452, "4.3.1", "Full")));
      client.hear("452 4.3.1").quit();
    }
    assertThat(session.calls()).containsOnlyOnce("QUIT").contains("onAbandon");
  }

  @Test
  void whoeverIsGoneIsNotToldAnyMore() throws Exception {
    Recording session = laterAt("onMessage");
    SmtpSocket server = serve(session);
    Client client = mailing(server, session);
    client.reset();
    awaitNobody(server);
    answer.complete(Verdict.proceed());
    Client.of(server).greet().quit();
    assertThat(server.counts().messages()).isZero();
    assertThat(server.counts().refused()).isOne();
  }

  @Test
  void aDrainDoesNotWaitBeyondItsLimit() throws Exception {
    Recording session = laterAt("onMessage");
    SmtpSocket server = serve(session);
    Client client = mailing(server, session);
    var drained = server.drain(Duration.ofMillis(200)).toCompletableFuture();
    client.hear("421 4.3.2").hearEnd();
    client.close();
    drained.join();
    answer.complete(Verdict.proceed());
    assertThat(server.state()).isEqualTo(ListenerState.CLOSED);
    assertThat(server.counts().messages()).isZero();
  }
}
