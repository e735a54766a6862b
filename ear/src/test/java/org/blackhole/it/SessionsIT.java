// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.blackhole.it.AdminApi.Answer;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server tells of sessions and senders, with real mail flowing. */
class SessionsIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String POLICY =
      """
      {"rules": [
        {"name": "journal-full", "at": "rcpt", "when": {"recipient": ["full@journal.test"]},
         "then": {"reply": "452 4.2.2 Mailbox full"}},
        {"name": "journal-tag", "at": "mail", "when": {"sender": ["*@tagged.journal.test"]},
         "then": {"tag": "journal"}}]}
      """;

  private static LibertyServer server;
  private static AdminApi admin;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    admin = server.admin();
    assertThat(admin.send("PUT", "/policy", POLICY).status()).isEqualTo(200);
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static SocketLine greeted() throws IOException {
    SocketLine line = SocketLine.plain(at(server.ports().mx()));
    assertThat(Smtp.reply(line)).startsWith("220 ");
    assertThat(Smtp.say(line, "EHLO journal.test")).startsWith("250 ");
    return line;
  }

  private static void mail(SocketLine line, String sender, String recipient) throws IOException {
    assertThat(Smtp.say(line, "MAIL FROM:<" + sender + ">")).startsWith("250 ");
    assertThat(Smtp.say(line, "RCPT TO:<" + recipient + ">")).startsWith("250 ");
    assertThat(Smtp.say(line, "DATA")).startsWith("354 ");
    assertThat(Smtp.say(line, "Subject: x\r\n\r\ntext\r\n.")).startsWith("250 ");
  }

  private static List<JsonObject> find(String query) {
    Answer answer = admin.get("/sessions?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getJsonArray("items").getValuesAs(JsonObject.class);
  }

  /** The session of this sender, once it has ended. */
  private static JsonObject ended(String sender) {
    List<JsonObject> found = find("wait=30s&state=ended&sender=" + sender);
    assertThat(found).hasSize(1);
    return admin.get("/sessions/" + found.get(0).getString("id")).json();
  }

  private static List<String> transcript(JsonObject session) {
    return session.getJsonArray("transcript").getValuesAs(JsonObject.class).stream()
        .map(line -> line.getString("from") + " " + line.getString("text"))
        .toList();
  }

  @Test
  void aSessionIsToldWithItsRulesAndTags() throws IOException {
    try (SocketLine line = greeted()) {
      mail(line, "a@tagged.journal.test", "b@example.test");
      assertThat(Smtp.say(line, "MAIL FROM:<a@tagged.journal.test>")).startsWith("250 ");
      assertThat(Smtp.say(line, "RCPT TO:<full@journal.test>")).startsWith("452 ");
      assertThat(Smtp.say(line, "QUIT")).startsWith("221 ");
    }
    JsonObject session = ended("a@tagged.journal.test");
    assertThat(session.getString("listener")).isEqualTo("mx");
    assertThat(session.getString("client")).isEqualTo("127.0.0.1");
    assertThat(session.getString("end")).isEqualTo("quit");
    assertThat(session.getInt("messages")).isOne();
    assertThat(session.getJsonArray("rules").toString())
        .isEqualTo("[\"journal-tag\",\"journal-full\"]");
    assertThat(session.getJsonArray("tags").toString()).isEqualTo("[\"journal\"]");
    assertThat(transcript(session))
        .containsSubsequence(
            "C EHLO journal.test",
            "C MAIL FROM:<a@tagged.journal.test>",
            "- tag journal",
            "- rule journal-tag",
            "C (20 octets of content)",
            "C RCPT TO:<full@journal.test>",
            "- rule journal-full",
            "S 452 4.2.2 Mailbox full",
            "C QUIT",
            "- ended: quit");
    for (String query :
        List.of("rule=journal-full", "tag=journal", "recipient=full@journal.test")) {
      assertThat(find(query + "&sender=a@tagged.journal.test")).as(query).hasSize(1);
    }
    Answer text = admin.get("/sessions/" + session.getString("id") + "/transcript");
    assertThat(text.header("Content-Type")).startsWith("text/plain");
    assertThat(text.body()).contains(" S: 452 4.2.2 Mailbox full", " -- ended: quit");
  }

  @Test
  void secretsAreNowhere() throws IOException {
    String plain = "\0alice\0" + PASSWORD;
    String encoded = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    try (SocketLine line = greeted()) {
      assertThat(Smtp.say(line, "AUTH PLAIN " + encoded)).startsWith("235 ");
      mail(line, "secret@journal.test", "b@example.test");
      assertThat(Smtp.say(line, "QUIT")).startsWith("221 ");
    }
    JsonObject session = ended("secret@journal.test");
    assertThat(session.getString("user")).isEqualTo("alice");
    assertThat(transcript(session)).contains("C AUTH PLAIN ***");
    assertThat(session.toString()).doesNotContain(encoded, PASSWORD);
  }

  @Test
  void aHandshakeThatFailsIsASessionToo() throws IOException {
    String before = find("listener=smtps&limit=1").stream().map(JsonObject::toString).toList() + "";
    try (SocketLine line = SocketLine.plain(at(server.ports().smtps()))) {
      line.send("no handshake at all\r\n".getBytes(StandardCharsets.US_ASCII));
      await().until(() -> !before.equals("" + find("listener=smtps&state=ended&limit=1")));
    }
    JsonObject newest = find("listener=smtps&state=ended&limit=1").get(0);
    assertThat(newest.getString("end")).isEqualTo("tlsFailed");
    assertThat(admin.get("/sessions/" + newest.getString("id")).body())
        .contains("TLS handshake failed: ");
  }

  @Test
  void anOpenSessionCanBeEnded() throws IOException {
    try (SocketLine line = greeted()) {
      assertThat(Smtp.say(line, "MAIL FROM:<open@journal.test>")).startsWith("250 ");
      List<JsonObject> open = find("wait=30s&state=live&sender=open@journal.test");
      assertThat(open).hasSize(1);
      String id = open.get(0).getString("id");
      assertThat(open.get(0).isNull("end")).isTrue();

      assertThat(admin.send("DELETE", "/sessions/" + id, "").status()).isEqualTo(204);
      assertThat(Smtp.reply(line)).startsWith("421 4.3.2 ");
      assertThat(line.receive()).isNull();
      JsonObject session = ended("open@journal.test");
      assertThat(session.getString("end")).isEqualTo("dismissed");
      assertThat(admin.send("DELETE", "/sessions/" + id, "").status()).isEqualTo(409);
    }
    assertThat(admin.send("DELETE", "/sessions/none", "").status()).isEqualTo(404);
    assertThat(admin.get("/sessions/none").status()).isEqualTo(404);
  }

  @Test
  void theAnswerWaitsForWhatIsToCome() throws Exception {
    CompletableFuture<List<JsonObject>> awaited =
        CompletableFuture.supplyAsync(() -> find("wait=30s&state=ended&sender=later@journal.test"));
    try (SocketLine line = greeted()) {
      mail(line, "later@journal.test", "b@example.test");
      assertThat(awaited).isNotDone();
      assertThat(Smtp.say(line, "QUIT")).startsWith("221 ");
    }
    assertThat(awaited.get(20, TimeUnit.SECONDS)).hasSize(1);
    assertThat(find("wait=200ms&sender=never@journal.test")).isEmpty();
    assertThat(admin.get("/sessions?wait=2h").status()).isEqualTo(422);
  }

  @Test
  void senders() throws IOException {
    try (SocketLine line = greeted()) {
      mail(line, "graded@journal.test", "b@example.test");
      assertThat(Smtp.say(line, "QUIT")).startsWith("221 ");
    }
    ended("graded@journal.test");
    JsonObject first =
        admin.get("/senders").json().getJsonArray("items").getValuesAs(JsonObject.class).get(0);
    assertThat(first.getString("client")).isEqualTo("127.0.0.1");
    JsonObject report = admin.get("/senders/127.0.0.1").json();
    assertThat(report.getInt("messages")).isPositive();
    assertThat(report.getString("grade")).matches("[A-F]");
    assertThat(admin.get("/senders/192.0.2.77").status()).isEqualTo(404);
  }
}
