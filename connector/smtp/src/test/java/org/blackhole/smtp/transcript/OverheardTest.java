// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Compat;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.SessionSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No secret gets into a record of a session, by whatever mechanism and however it goes wrong. */
class OverheardTest {

  private static final String PASSWORD = "tr0ub4dor&3";

  private final Notebook notebook = new Notebook();
  private final MemoryLine line;

  OverheardTest() {
    AuthSettings auth = new AuthSettings(AuthSettings.Rule.OPTIONAL, false, Set.of(), PASSWORD);
    line = line(SessionSettings.defaults("mx.example").with(auth), new Door());
    hear("220 ");
    say("EHLO client.example", "250 ");
  }

  private MemoryLine line(SessionSettings settings, Conversation conversation) {
    return new MemoryLine(
        settings, Scheme.SMTP, StartTls.OPTIONAL, conversation, () -> 7, notebook);
  }

  /** Takes whoever has the password, or a token with it. */
  private static final class Door implements Conversation {
    @Override
    public Verdict onAuth(Peer peer, Credentials credentials) {
      String secret = credentials.secret();
      return secret == null || secret.contains(PASSWORD)
          ? Verdict.proceed()
          : Verdict.reply(Reply.of(535, "5.7.8", "Authentication failed"));
    }
  }

  @AfterEach
  void noFormOfThePasswordIsInTheNotes() {
    line.close();
    String notes = String.join("\n", notebook.notes());
    assertThat(notes).doesNotContain(PASSWORD);
    for (String word : notes.split("[\\s,]+", -1)) {
      assertThat(decoded(word)).doesNotContain(PASSWORD);
    }
  }

  private static String decoded(String word) {
    try {
      return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String reply() {
    String reply = Objects.requireNonNull(line.receive());
    while (reply.startsWith("-", 3)) {
      reply = Objects.requireNonNull(line.receive());
    }
    return reply;
  }

  private void hear(String start) {
    assertThat(reply()).startsWith(start);
  }

  private void say(String text, String answer) {
    line.send((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    hear(answer);
  }

  private List<String> fromClient() {
    return notebook.notes().stream().filter(note -> note.startsWith("C ")).toList();
  }

  @Test
  void plainAtOnce() {
    say("AUTH PLAIN " + encoded("\0alice\0" + PASSWORD), "235 ");
    say("NOOP", "250 ");
    assertThat(fromClient()).containsExactly("C EHLO client.example", "C AUTH PLAIN ***", "C NOOP");
    assertThat(notebook.notes()).contains("known helo=client.example user=alice");
  }

  @Test
  void plainWhenAsked() {
    say("auth plain", "334 ");
    say(encoded("\0alice\0" + PASSWORD), "235 ");
    assertThat(fromClient()).endsWith("C AUTH plain", "C ***");
    assertThat(notebook.notes()).contains("S 334 ");
  }

  @Test
  void loginShowsWhatEverybodyIsAsked() {
    say("AUTH LOGIN", "334 ");
    say(encoded("alice"), "334 ");
    say(encoded(PASSWORD), "235 ");
    assertThat(fromClient()).endsWith("C AUTH LOGIN", "C ***", "C ***");
    assertThat(notebook.notes()).contains("S 334 VXNlcm5hbWU6", "S 334 UGFzc3dvcmQ6");
  }

  @Test
  void loginInOneLineAndAnswered() {
    say("AUTH LOGIN " + encoded("alice"), "334 ");
    say(encoded("not " + PASSWORD + " at all"), "235 ");
    assertThat(fromClient()).endsWith("C AUTH LOGIN ***", "C ***");
  }

  @Test
  void challengesOfCramAreMaskedToo() {
    say("AUTH CRAM-MD5", "334 ");
    say(encoded("alice 0123456789abcdef0123456789abcdef"), "535 ");
    assertThat(fromClient()).endsWith("C AUTH CRAM-MD5", "C ***");
    assertThat(notebook.notes()).contains("S 334 ***");
  }

  @Test
  void scramHasNothingToGuessFrom() {
    ScramClient scram =
        ScramClient.builder()
            .advertisedMechanisms(List.of("SCRAM-SHA-256"))
            .username("alice")
            .password(PASSWORD.toCharArray())
            .build();
    line.send(
        ("AUTH SCRAM-SHA-256 " + encoded(scram.clientFirstMessage().toString()) + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    scramStep(scram);
    say("", "235 ");
    assertThat(fromClient()).endsWith("C AUTH SCRAM-SHA-256 ***", "C ***", "C ***");
    assertThat(notebook.notes())
        .noneMatch(note -> note.startsWith("S 334") && !note.equals("S 334 ***"));
    assertThat(notebook.notes()).filteredOn("S 334 ***"::equals).hasSize(2);
  }

  private void scramStep(ScramClient scram) {
    try {
      scram.serverFirstMessage(decoded(reply().substring(4)));
      line.send(
          (encoded(scram.clientFinalMessage().toString()) + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      scram.serverFinalMessage(decoded(reply().substring(4)));
    } catch (com.ongres.scram.common.exception.ScramException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tokens() {
    say("AUTH XOAUTH2 " + encoded("user=alice\1auth=Bearer " + PASSWORD + "\1\1"), "235 ");
    assertThat(fromClient()).endsWith("C AUTH XOAUTH2 ***");
  }

  @Test
  void tokensByTheStandardThatAreRefused() {
    say(
        "AUTH OAUTHBEARER " + encoded("n,a=alice,\1auth=Bearer wrong" + "\1\1"),
        "334 "); // RFC 7628 3.2.3: why, and then the refusal
    say(encoded(PASSWORD), "535 ");
    assertThat(fromClient()).endsWith("C AUTH OAUTHBEARER ***", "C ***");
  }

  @Test
  void mechanismsThatAreNotThere() {
    say("AUTH EXTERNAL " + encoded(PASSWORD), "504 ");
    say("AUTH NTLM " + encoded(PASSWORD), "504 ");
    say("AUTH " + encoded("\0alice\0" + PASSWORD), "50");
    assertThat(fromClient()).endsWith("C AUTH EXTERNAL ***", "C AUTH ***", "C AUTH ***");
  }

  @Test
  void whatIsWrongInForm() {
    say("AUTH PLAIN " + PASSWORD, "501 ");
    say("  AUTH PLAIN " + encoded("\0alice\0" + PASSWORD), "50");
    say("AUTH", "501 ");
    say("AUTHPLAIN " + PASSWORD, "50");
    say("AUTH PLAIN x y " + PASSWORD, "501 ");
    assertThat(fromClient().subList(1, 6)).allMatch(note -> note.startsWith("C AUTH ***"));
  }

  @Test
  void whatAClientSendsOnAfterARefusal() {
    say("AUTH LOGIN", "334 ");
    say("*", "501 ");
    say("AUTH KERBEROS_V4", "504 ");
    say(encoded("alice"), "500 ");
    say(PASSWORD, "500 ");
    say("NOOP", "250 ");
    say("XYZZY", "500 ");
    assertThat(fromClient())
        .endsWith("C AUTH LOGIN", "C *", "C AUTH ***", "C ***", "C ***", "C NOOP", "C XYZZY");
  }

  @Test
  void anotherLogInWhenOneIsDone() {
    say("AUTH PLAIN " + encoded("\0alice\0" + PASSWORD), "235 ");
    say("AUTH PLAIN " + encoded("\0alice\0" + PASSWORD), "503 ");
    assertThat(fromClient()).endsWith("C AUTH PLAIN ***", "C AUTH PLAIN ***");
  }

  @Test
  void linesTooLongAreNotThere() {
    say("AUTH PLAIN " + PASSWORD.repeat(2000), "500 ");
    say("NOOP " + "x".repeat(3000), "500 ");
    assertThat(fromClient())
        .endsWith("C (a line too long to be kept)", "C (a line too long to be kept)");
  }

  @Test
  void passwordsInTheRawAsKuraTakesThem() {
    try (MemoryLine kura =
        line(SessionSettings.defaults("mx.example").with(Compat.KURA), new Door())) {
      for (String each :
          List.of("AUTH PLAIN pass=" + PASSWORD, "AUTH LOGIN", "pass=alice", "NOOP")) {
        kura.send((each + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(fromClient()).endsWith("C AUTH ***", "C AUTH ***", "C ***", "C NOOP");
  }

  @Test
  void whatABrowserHas() {
    Manners manners = Manners.DEFAULT;
    Manners patient =
        new Manners(manners.bareLineBreaks(), manners.earlyTalk(), manners.greetingDelay(), false);
    try (MemoryLine http = line(SessionSettings.defaults("mx.example").with(patient), new Door())) {
      for (String each :
          List.of(
              "GET / HTTP/1.1",
              "Authorization: Basic " + encoded("alice:" + PASSWORD),
              "Cookie : session=" + PASSWORD,
              "Accept: */*")) {
        http.send((each + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(fromClient())
        .endsWith("C GET / HTTP/1.1", "C Authorization: ***", "C Cookie : ***", "C Accept: */*");
  }
}
