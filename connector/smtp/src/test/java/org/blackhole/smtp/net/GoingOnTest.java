// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.transcript.Notebook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a client goes on after 421, as far as the server can know. */
class GoingOnTest extends OnEachTransport {

  private static final Verdict ENOUGH = Verdict.replyThenClose(Reply.parse("421 4.7.0 enough"));

  private static final Conversation NO_MAIL =
      new Conversation() {
        @Override
        public Verdict onMail(Envelope envelope) {
          return ENOUGH;
        }
      };

  private final List<Notebook> sessions = new CopyOnWriteArrayList<>();

  GoingOnTest(TransportKind kind) {
    super(kind);
  }

  @BeforeEach
  void record() {
    transport().record(Notebook.into(sessions));
  }

  @AfterEach
  void stop() {
    transport().record(Recorder.NONE);
  }

  private List<String> notes() {
    await().until(() -> sessions.size() == 1 && sessions.get(0).isOver());
    return sessions.get(0).notes();
  }

  @Test
  void anotherCommandIsGoingOn() throws Exception {
    try (Client client = Client.of(serve(NO_MAIL)).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("421 4.7.0").say("MAIL FROM:<>\r\n");
    }
    assertThat(notes()).contains("ignored");
  }

  @Test
  void quitIsNot() throws Exception {
    try (Client client = Client.of(serve(NO_MAIL)).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("421 4.7.0").say("QUIT\r\n");
    }
    assertThat(notes()).contains("S 421 4.7.0 enough").doesNotContain("ignored");
  }

  @Test
  void norIsTheRestOfAGroupOfCommands() throws Exception {
    try (Client client = Client.of(serve(NO_MAIL)).greet()) {
      client.say("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\n").hear("421 4.7.0").say("DATA\r\n");
    }
    assertThat(notes()).contains("S 421 4.7.0 enough").doesNotContain("ignored");
  }

  @Test
  void norIsTheRestOfAMessage() throws Exception {
    Conversation hasty =
        new Conversation() {
          @Override
          public Verdict onHeaders(Envelope envelope, Headers headers) {
            return Verdict.close();
          }
        };
    SmtpSocket server = serve(hasty);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("250 ").say("RCPT TO:<b@mx.example>\r\n").hear("250 ");
      client.say("DATA\r\n").hear("354 ").say("Subject: x\r\n\r\n").hearEnd();
      client.say("text\r\n.\r\n");
    }
    assertThat(notes()).endsWith("ended POLICY").doesNotContain("ignored");
  }

  @Test
  void aCommandAfterTheAnswerToAMessageIs() throws Exception {
    Conversation full =
        new Conversation() {
          @Override
          public Verdict onMessage(Envelope envelope, long size) {
            return ENOUGH;
          }
        };
    try (Client client = Client.of(serve(full)).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("250 ").say("RCPT TO:<b@mx.example>\r\n").hear("250 ");
      client.say("DATA\r\n").hear("354 ").say("text\r\n.\r\n").hear("421 4.7.0");
      client.say("MAIL FROM:<>\r\n");
    }
    assertThat(notes()).contains("ignored");
  }

  @Test
  void aCommandMayCrossWhatTheServerSaysUnasked() throws Exception {
    try (Client client = Client.of(serve(new Conversation() {})).greet()) {
      sessions.get(0).dismiss();
      client.hear("421 4.3.2").say("NOOP\r\n");
    }
    assertThat(notes()).endsWith("ended DISMISSED").doesNotContain("ignored");
  }

  @Test
  void butNotTwo() throws Exception {
    try (Client client = Client.of(serve(new Conversation() {})).greet()) {
      sessions.get(0).dismiss();
      client.hear("421 4.3.2").say("NOOP\r\nNOOP\r\n");
    }
    assertThat(notes()).contains("ignored");
  }
}
