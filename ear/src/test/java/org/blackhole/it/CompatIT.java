// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The calls of other tools, made without a log-in as their suites make them, and what follows. */
class CompatIT {

  private static final String CHAOS = "/compat/mailpit/api/v1/chaos";
  private static final String JIM = "/compat/mailhog/api/v2/jim";
  private static final String BEHAVIORS = "/compat/james/smtpBehaviors";

  private static LibertyServer server;
  private static AdminApi admin;
  private static RawHttp raw;

  @BeforeAll
  static void start() {
    server =
        LibertyServer.blackhole(
                "compat",
                Map.of(
                    "COMPAT_MAILPIT", "true",
                    "COMPAT_MAILHOG", "true",
                    "COMPAT_JAMES", "true",
                    "COMPAT_OPEN", "true"))
            .startReady();
    admin = server.admin();
    raw = new RawHttp(server.ports().http());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void empty() {
    assertThat(admin.send("PUT", "/policy", "{}").status()).isEqualTo(200);
  }

  @Test
  void chaosOfMailpitRefusesRecipientsAndLogIns() throws IOException {
    RawHttp.Answer put =
        send(
            "PUT",
            CHAOS,
            "{\"Recipient\":{\"ErrorCode\":550,\"Probability\":100},"
                + "\"Authentication\":{\"ErrorCode\":535,\"Probability\":100}}");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.body())
        .isEqualTo(
            "{\"Sender\":{\"ErrorCode\":451,\"Probability\":0},"
                + "\"Recipient\":{\"ErrorCode\":550,\"Probability\":100},"
                + "\"Authentication\":{\"ErrorCode\":535,\"Probability\":100}}");
    assertThat(send("GET", CHAOS, "").body()).isEqualTo(put.body());
    assertThat(admin.get("/policy/rules/mailpit-recipient").status()).isEqualTo(200);
    try (SocketLine line = greeted()) {
      assertThat(Smtp.say(line, "AUTH PLAIN AHZlcmEAcGFzcw=="))
          .startsWith("535 5.")
          .endsWith(" Chaos authentication error");
      Smtp.say(line, "MAIL FROM:<a@client.example>");
      assertThat(Smtp.say(line, "RCPT TO:<b@server.example>"))
          .startsWith("550 5.")
          .endsWith(" Chaos recipient error");
    }
    RawHttp.Answer wrong = send("PUT", CHAOS, "{\"Sender\":{\"ErrorCode\":7}}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.head()).contains("text/plain");
    assertThat(wrong.body()).isEqualTo("error code must be between 400 and 599");
    assertThat(send("PUT", CHAOS, "{}").status()).isEqualTo(200);
    assertThat(admin.get("/policy").json()).doesNotContainKey("rules");
  }

  @Test
  void jimOfMailhogRefusesSendersAndConnections() throws IOException {
    assertThat(send("GET", JIM, "").status()).isEqualTo(404);
    assertThat(send("POST", JIM, "{\"AcceptChance\":1,\"RejectSenderChance\":1}").status())
        .isEqualTo(201);
    assertThat(send("POST", JIM, "").status()).isEqualTo(400);
    try (SocketLine line = greeted()) {
      assertThat(Smtp.say(line, "MAIL FROM:<a@client.example>"))
          .startsWith("550 5.")
          .endsWith(" Invalid sender a@client.example");
    }
    assertThat(send("PUT", JIM, "{\"AcceptChance\":0}").status()).isEqualTo(200);
    try (SocketLine line = SocketLine.plain(submission())) {
      assertThat(line.receive()).isNull();
    }
    assertThat(send("GET", JIM, "").body()).contains("\"AcceptChance\":0,");
    assertThat(send("DELETE", JIM, "").status()).isEqualTo(200);
    greeted().close();
  }

  @Test
  void behavioursOfJamesAnswerAsOftenAsTheyAreToldTo() throws IOException {
    String twice =
        "[{\"condition\":{\"operator\":\"contains\",\"matchingValue\":\"bob\"},"
            + "\"response\":{\"code\":450,\"message\":\"later\",\"rejected\":true},"
            + "\"command\":\"RCPT TO\",\"numberOfAnswer\":2}]";
    assertThat(send("PUT", BEHAVIORS, twice).status()).isEqualTo(204);
    assertThat(send("GET", BEHAVIORS, "").body()).isEqualTo(twice);
    try (SocketLine line = greeted()) {
      Smtp.say(line, "MAIL FROM:<a@client.example>");
      assertThat(Smtp.say(line, "RCPT TO:<alice@server.example>")).startsWith("250 ");
      assertThat(Smtp.say(line, "RCPT TO:<bob@server.example>")).startsWith("450 ");
      assertThat(Smtp.say(line, "RCPT TO:<bob@server.example>")).endsWith(" later");
      assertThat(send("GET", BEHAVIORS, "").body()).isEqualTo("[]");
      assertThat(Smtp.say(line, "RCPT TO:<bob@server.example>")).startsWith("250 ");
      assertThat(send("PUT", BEHAVIORS, twice).status()).isEqualTo(204);
      Smtp.say(line, "RSET");
      Smtp.say(line, "MAIL FROM:<a@client.example>");
      assertThat(Smtp.say(line, "RCPT TO:<bob@server.example>")).startsWith("450 ");
    }
    assertThat(send("DELETE", BEHAVIORS, "").status()).isEqualTo(204);
    assertThat(send("PUT", BEHAVIORS, "[{}]").status()).isEqualTo(400);
  }

  @Test
  void nothingElseIsOpenAndRolesHoldForThoseWhoLogIn() throws IOException {
    for (String request :
        new String[] {
          "GET /api/v1/policy",
          "GET /compat/mailpit/api/v1/messages",
          "GET /compat/mailpit/api/v1/chaos/more",
          "GET /compat/james"
        }) {
      assertThat(raw.send(request, "").status()).describedAs(request).isEqualTo(401);
    }
    assertThat(raw.send("GET " + CHAOS, "Authorization: Basic eDp5\r\n").status()).isEqualTo(401);
    assertThat(raw.send("PUT " + CHAOS, "Origin: http://evil.example\r\n").status()).isEqualTo(403);
    assertThat(raw.asAdmin("GET " + CHAOS).status()).isEqualTo(200);
    assertThat(raw.asAdmin("GET /compat/mailpit/api/v1/messages").status()).isEqualTo(404);
    RawHttp.Answer wrong = raw.send("DELETE " + CHAOS, "");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.head()).contains("Allow: GET, PUT");
    assertThat(wrong.isProblem()).isTrue();
  }

  private static RawHttp.Answer send(String method, String path, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return raw.send(method + " " + path, "Content-Length: " + length + "\r\n\r\n" + body);
  }

  private static SocketLine greeted() throws IOException {
    SocketLine line = SocketLine.plain(submission());
    assertThat(line.receive()).startsWith("220 ");
    assertThat(Smtp.say(line, "EHLO client.example")).startsWith("250 ");
    return line;
  }

  private static InetSocketAddress submission() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().submission());
  }
}
