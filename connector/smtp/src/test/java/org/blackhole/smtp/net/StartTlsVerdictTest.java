// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.SessionLimits;
import org.junit.jupiter.api.Test;

/** RFC 3207 4: the application may say no to STARTTLS, or yes in its own time. */
class StartTlsVerdictTest extends OnEachTransport {

  private static final Reply NOT_NOW =
      Reply.of(454, "4.7.0", "TLS not available due to temporary reason");

  StartTlsVerdictTest(TransportKind kind) {
    super(kind);
  }

  private static Recording saying(Verdict verdict) {
    return new Recording(call -> call.equals("onStartTls") ? verdict : Verdict.proceed());
  }

  private static void encrypts(Client client) throws Exception {
    client.encrypt("TLSv1.3", "mx.example").say("EHLO client.example\r\n").hear("250 ");
    client.mail().quit();
  }

  @Test
  void aRefusalIsNoErrorAndTheSessionGoesOnInPlainText() throws Exception {
    AtomicBoolean refuse = new AtomicBoolean(true);
    Recording session =
        new Recording(
            call ->
                call.equals("onStartTls") && refuse.get()
                    ? Verdict.reply(NOT_NOW)
                    : Verdict.proceed());
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("250 2.1.0");
      for (int i = 0; i < 2 * SessionLimits.DEFAULT.maxErrors(); i++) {
        client.say("STARTTLS\r\n").hear("454 4.7.0");
      }
      client.say("RSET\r\n").hear("250 2.0.0").mail();
      assertThat(server.counts().extensions()).containsEntry("STARTTLS", 0L);
      refuse.set(false);
      client.say("STARTTLS\r\n").hear("220 2.0.0");
      encrypts(client);
    }
    awaitEnd(session, "QUIT");
    assertThat(session.calls()).containsOnlyOnce("onTls").containsOnlyOnce("onAbandon");
  }

  @Test
  void itIsAskedOnlyWhereStartTlsCouldBe() throws Exception {
    Recording session = new Recording();
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet().say("STARTTLS\r\n").hear("220 2.0.0")) {
      client.encrypt("TLSv1.3", "mx.example").say("STARTTLS\r\n").hear("503 5.5.1").quit();
    }
    assertThat(session.calls()).containsOnlyOnce("onStartTls");
  }

  @Test
  void theAnswerMayComeLaterOrAfterADelay() throws Exception {
    for (Verdict yes :
        new Verdict[] {
          Verdict.proceed().after(Duration.ofMillis(50)),
          Verdict.later(CompletableFuture.supplyAsync(Verdict::proceed))
        }) {
      SmtpSocket server = serve(saying(yes));
      try (Client client = Client.of(server).greet()) {
        client.say("STARTTLS\r\nMAIL FROM:<evil@client.example>\r\n").hear("220 2.0.0");
        encrypts(client);
      }
    }
  }

  @Test
  void closeAndResetAndHangEndTheSession() throws Exception {
    for (Verdict end :
        new Verdict[] {
          Verdict.close(), Verdict.hang(Duration.ofMillis(50)), Verdict.replyThenClose(NOT_NOW)
        }) {
      Recording session = saying(end);
      SmtpSocket server = serve(session);
      try (Client client = Client.of(server).greet().say("STARTTLS\r\n")) {
        if (end.reply() != null) {
          client.hear("454 4.7.0");
        }
        client.hearEnd();
      }
      awaitEnd(session, "POLICY");
    }
    Recording session = saying(Verdict.reset());
    SmtpSocket server = serve(session);
    try (Client client = Client.of(server).greet().say("STARTTLS\r\n")) {
      assertThatIOException().isThrownBy(client::line).withMessageContaining("reset");
    }
    awaitEnd(session, "POLICY");
  }
}
