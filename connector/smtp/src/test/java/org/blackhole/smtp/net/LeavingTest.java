// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that go, in whole or by half, while an answer is still owed. */
class LeavingTest extends OnEachTransport {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  LeavingTest(TransportKind kind) {
    super(kind);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientThatSaysNoMoreGetsItsDelayedAnswers() throws Exception {
    SmtpSocket server =
        serve(
            new Recording(
                call ->
                    call.equals("onMessage") ? Verdict.proceed().after(SHORT) : Verdict.proceed()));
    try (Client client = Client.of(server)) {
      client
          .greet()
          .sayLines("MAIL FROM:<>", "RCPT TO:<a@mx.example>", "DATA", "Subject: x", "", ".", "NOOP")
          .sayNoMore()
          .hear("250 2.1.0", "250 2.1.5", "354 ", "250 2.0.0", "250 2.0.0")
          .hearEnd();
      awaitNobody(server);
    }
    assertThat(server.counts().messages()).isOne();
  }

  /** As Exim does: with QUIT it says that it will say no more, and goes on hearing. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void insideTlsAClientThatSaysNoMoreGetsItsAnswers() throws Exception {
    endsItsSideAtOnce(Verdict.proceed(), 25);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void insideTlsAClientThatSaysNoMoreGetsItsDelayedAnswers() throws Exception {
    endsItsSideAtOnce(Verdict.proceed().after(SHORT), 5);
  }

  private void endsItsSideAtOnce(Verdict verdict, int times) throws Exception {
    for (TlsSettings.Provider provider :
        List.of(TlsSettings.Provider.OPENSSL, TlsSettings.Provider.JDK)) {
      TlsSettings settings = new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), provider);
      try (TlsContext tls =
          TlsContext.open(new TlsTestKeys.Fixed(TlsTestKeys.ec("mx.example")), settings)) {
        SmtpSocket server =
            serve(
                Scheme.SMTPS,
                tls,
                peer ->
                    new Recording(call -> call.equals("onMessage") ? verdict : Verdict.proceed()));
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
          for (int i = 0; i < times; i++) {
            try (Client client = Client.of(server).encrypt(version, "mx.example").greet()) {
              client.sayLines(
                  "MAIL FROM:<>", "RCPT TO:<a@mx.example>", "BDAT 10 LAST", "Subject:", "QUIT");
              client.endTls();
              assertThat(client.hearAll(9))
                  .describedAs(provider + " " + version)
                  .containsExactly("250 2.1.0", "250 2.1.5", "250 2.0.0", "221 2.0.0");
            }
          }
        }
        awaitNobody(server);
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClientThatIsGoneEndsItsSessionWhileAnAnswerHangs() throws Exception {
    for (boolean reset : new boolean[] {false, true}) {
      Recording session =
          new Recording(call -> call.equals("NOOP") ? Verdict.hang(LONG) : Verdict.proceed());
      SmtpSocket server = serve(session);
      Client client = Client.of(server).greet().say("NOOP\r\nVRFY x\r\n");
      await().untilAsserted(() -> assertThat(session.calls()).contains("NOOP"));
      if (reset) {
        client.reset();
      } else {
        client.close();
      }
      awaitNobody(server);
      assertThat(session.calls()).doesNotContain("VRFY");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLaterDrainHasItsWholeTime() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    server.drain(SHORT).toCompletableFuture().join();
    server.open();
    server.drain(SHORT);
    server.open();
    try (Client client = Client.of(server).greet().say("MAIL FROM:<>\r\n").hear("250 ")) {
      var drained = server.drain(LONG).toCompletableFuture();
      // Time for what is left of the earlier drains to do harm.
      await().pollDelay(SHORT.plus(SHORT)).until(() -> true);
      assertThat(server.state()).isEqualTo(ListenerState.DRAINING);
      client.say("RSET\r\n").hear("250 2.0.0", "421 4.3.2").hearEnd();
      client.reset();
      drained.join();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatCannotEvenBePrintedLeavesNothingBehind() throws Exception {
    SmtpSocket server =
        serve(
            new Conversation() {
              @Override
              public void onEnd(Ending ending) {
                throw new IllegalStateException() {
                  private static final long serialVersionUID = 1;

                  @Override
                  public String getMessage() {
                    throw new UnsupportedOperationException();
                  }
                };
              }
            });
    Client.of(server).greet().mail().quit();
    awaitNobody(server);
    server.drain(LONG).toCompletableFuture().join();
    assertThat(server.state()).isEqualTo(ListenerState.CLOSED);
  }
}
