// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.transcript.Notebook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every connection is recorded from its first moment to its last, however it goes. */
class RecorderTest extends OnEachTransport {

  private static final Conversation YES = new Conversation() {};

  private final List<Notebook> sessions = new CopyOnWriteArrayList<>();

  RecorderTest(TransportKind kind) {
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

  /** The only session, once it is over. */
  private List<String> notes() {
    await().until(() -> !sessions.isEmpty() && sessions.stream().allMatch(Notebook::isOver));
    assertThat(sessions).hasSize(1);
    List<String> notes = sessions.get(0).notes();
    assertThat(notes).filteredOn(note -> note.startsWith("ended ")).hasSize(1);
    assertThat(notes.get(notes.size() - 1)).startsWith("ended ");
    return notes;
  }

  @Test
  void allOfASessionIsTold() throws Exception {
    SmtpSocket server = serve(YES);
    Client.of(server).greet().mail().quit();
    String id = notes().isEmpty() ? "" : sessions.get(0).peer().session() + ".1@mx.example";
    assertThat(notes())
        .filteredOn(note -> !note.startsWith("S 250 mx.example"))
        .containsExactly(
            "S 220 mx.example ESMTP",
            "C EHLO client.example",
            "known helo=client.example",
            "C MAIL FROM:<a@client.example>",
            "proposed a@client.example",
            "S 250 2.1.0 Sender OK",
            "C RCPT TO:<b@mx.example>",
            "pipelined",
            "added b@mx.example",
            "S 250 2.1.5 Recipient OK",
            "C DATA",
            "S 354 End data with <CR><LF>.<CR><LF>",
            "content 20",
            "answered 250",
            "S 250 queued as " + id,
            "C QUIT",
            "S 221 2.0.0 Goodbye",
            "ended QUIT");
  }

  @Test
  void whoCannotBeRecordedIsServedAllTheSame() throws Exception {
    transport()
        .record(
            (peer, control) -> {
              throw new IllegalStateException("full");
            });
    SmtpSocket server = serve(YES);
    Client.of(server).greet().mail().quit();
    assertThat(sessions).isEmpty();
  }

  @Test
  void startTlsIsPartOfTheSameSession() throws Exception {
    SmtpSocket server = serve(YES);
    Client client = Client.of(server).greet();
    client.say("STARTTLS\r\nNOOP injected\r\n").hear("220 2.0.0");
    client.encrypt("TLSv1.3", "mx.example").say("EHLO inside.example\r\n").hear("250 ");
    client.mail().quit();
    assertThat(notes())
        .contains("C STARTTLS", "known TLSv1.3", "known TLSv1.3 helo=inside.example")
        .noneMatch(note -> note.contains("injected"))
        .endsWith("ended QUIT");
  }

  @Test
  void implicitTls() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> YES);
    Client.of(server).encrypt("TLSv1.2", "mx.example").greet().mail().quit();
    assertThat(notes())
        .startsWith("known TLSv1.2", "S 220 mx.example ESMTP")
        .contains("answered 250");
  }

  @Test
  void handshakesThatFail() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> YES);
    try (Client client = Client.of(server)) {
      client.say("EHLO client.example\r\n").hearOut();
    }
    List<String> notes = notes();
    assertThat(notes.get(0)).isEqualTo("handshake failed: what came is no TLS");
    assertThat(notes).endsWith("ended TLS_FAILED").noneMatch(note -> note.startsWith("S "));
  }

  @Test
  void handshakesThatThePolicyBreaks() throws Exception {
    SmtpSocket server =
        serve(Scheme.SMTPS, LIMITS, peer -> new HandshakeScript(Handshake.alert(40)));
    try (Client client = Client.of(server)) {
      assertThatThrownBy(() -> client.encrypt("TLSv1.3", "mx.example"))
          .isInstanceOf(IOException.class);
    }
    assertThat(notes()).contains("handshake failed: as the policy wants").endsWith("ended POLICY");
  }

  @Test
  void whoeverIsTurnedAwayWithoutABean() throws Exception {
    ConnectionLimits one =
        new ConnectionLimits(1, 0, Duration.ofHours(1), LIMITS.handshakeTimeout(), 128);
    SmtpSocket server = serve(Scheme.SMTP, one, peer -> YES);
    try (Client first = Client.of(server).greet();
        Client second = Client.of(server)) {
      second.hear("421 4.3.2").hearEnd();
      await().until(() -> sessions.size() == 2 && sessions.get(1).isOver());
      assertThat(sessions.get(1).notes())
          .containsExactly("S 421 4.3.2 Too many connections, try again later", "ended LIMIT");
      first.quit();
    }
  }

  @Test
  void aPausedListener() throws Exception {
    SmtpSocket server = serve(YES);
    server.pause();
    try (Client client = Client.of(server)) {
      client.hear("421 4.3.2").hearEnd();
    }
    assertThat(notes())
        .containsExactly("S 421 4.3.2 Service paused, try again later", "ended LIMIT");
  }

  @Test
  void aBeanThatThrows() throws Exception {
    SmtpSocket server =
        serve(
            peer -> {
              throw new IllegalStateException("no");
            });
    try (Client client = Client.of(server)) {
      client.hear("421 4.3.0").hearEnd();
    }
    assertThat(notes()).endsWith("ended FAULT");
  }

  @Test
  void whoeverIsSilentForTooLong() throws Exception {
    ConnectionLimits short300 =
        new ConnectionLimits(10, 0, Duration.ofMillis(300), LIMITS.handshakeTimeout(), 128);
    SmtpSocket server = serve(Scheme.SMTP, short300, peer -> YES);
    try (Client client = Client.of(server)) {
      client.hear("220 ", "421 4.4.2").hearEnd();
    }
    assertThat(notes())
        .containsExactly(
            "S 220 mx.example ESMTP", "S 421 4.4.2 Timeout, closing connection", "ended TIMEOUT");
  }

  @Test
  void whoeverIsGoneInTheMiddleOfContent() throws Exception {
    SmtpSocket server = serve(YES);
    try (Client client = Client.of(server).greet()) {
      client
          .say("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n")
          .hear("250 2.1.0", "250 2.1.5", "354 ")
          .say("Subject: half\r\n");
      await().until(() -> server.counts().octetsIn() == 80);
    }
    assertThat(notes()).endsWith("content 15 broken off", "ended LOST");
  }

  @Test
  void aResetByThePolicy() throws Exception {
    SmtpSocket server =
        serve(
            new Conversation() {
              @Override
              public Verdict onMail(org.blackhole.smtp.api.Envelope envelope) {
                return Verdict.reset();
              }
            });
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<a@client.example>\r\n").hearOut();
    }
    assertThat(notes()).contains("proposed a@client.example").endsWith("ended POLICY");
  }

  @Test
  void messagesThatAreRefused() throws Exception {
    SmtpSocket server =
        serve(
            new Conversation() {
              @Override
              public Verdict onMessage(org.blackhole.smtp.api.Envelope envelope, long size) {
                return size > 5 ? Verdict.reply(Reply.parse("552 5.2.3 no")) : Verdict.close();
              }
            });
    try (Client client = Client.of(server).greet()) {
      client
          .say("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n")
          .hear("250 2.1.0", "250 2.1.5", "354 ")
          .say("text\r\n.\r\n")
          .hear("552 ");
      client
          .say("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n")
          .hear("250 2.1.0", "250 2.1.5", "354 ")
          .say("x\r\n.\r\n")
          .hearEnd();
    }
    assertThat(notes())
        .containsSubsequence(
            "content 6", "answered 552 no", "S 552 5.2.3 no", "content 3", "answered 0 no")
        .endsWith("ended POLICY");
  }

  @Test
  void sessionsThatAreDismissed() throws Exception {
    SmtpSocket server = serve(YES);
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<>\r\n").hear("250 2.1.0");
      sessions.get(0).dismiss();
      client.hear("421 4.3.2 Session ended by the operator").hearEnd();
    }
    assertThat(notes()).endsWith("ended DISMISSED");
    sessions.get(0).dismiss(); // of no use, and no harm
  }

  @Test
  void sessionsThatAreDismissedDuringTheHandshake() throws Exception {
    SmtpSocket server = serve(Scheme.SMTPS, LIMITS, peer -> YES);
    try (Client client = Client.of(server)) {
      await().until(() -> sessions.size() == 1);
      sessions.get(0).dismiss();
      client.hearOut();
    }
    assertThat(notes()).contains("ended DISMISSED");
  }

  @Test
  void thoseThatGoOnAfterTheLastWord() throws Exception {
    ConnectionLimits none =
        new ConnectionLimits(1, 0, Duration.ofHours(1), LIMITS.handshakeTimeout(), 128);
    SmtpSocket server = serve(Scheme.SMTP, none, peer -> YES);
    try (Client first = Client.of(server).greet();
        Client second = Client.of(server)) {
      second.hear("421 4.3.2").say("EHLO client.example\r\n").hearOut();
      await().until(() -> sessions.get(1).isOver());
      assertThat(sessions.get(1).notes()).contains("ignored");
      first.quit();
    }
  }

  @Test
  void bareLineBreaksInContentAndInCommands() throws Exception {
    Manners d = Manners.DEFAULT;
    Manners refuse =
        new Manners(
            Manners.BareLineBreaks.REFUSE, d.earlyTalk(), d.greetingDelay(), d.refuseHttp());
    SmtpSocket server = serve(refuse, peer -> YES);
    try (Client client = Client.of(server).greet()) {
      client.say("NOOP a\nNOOP b\r\n").hear("500 5.5.2");
      client
          .say("MAIL FROM:<>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n")
          .hear("250 2.1.0", "250 2.1.5", "354 ")
          .say("a\nb\r\n.\r\n")
          .hear("554 5.6.0")
          .quit();
    }
    assertThat(notes()).filteredOn("noticed BARE_LINE_BREAK"::equals).hasSize(2);
    assertThat(notes()).contains("C NOOP a\nNOOP b");
  }
}
