// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackhole.it.AdminApi.Answer;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin API of the running server, over plain HTTP on loopback. */
class AdminApiIT {

  private static LibertyServer server;
  private static AdminApi admin;
  private static RawHttp raw;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    admin = server.admin();
    raw = new RawHttp(server.ports().http());
  }

  @AfterEach
  void backToAccept() {
    assertThat(admin.send("PUT", "/mode", "{\"mode\":\"accept\",\"delay\":\"0s\"}").status())
        .isEqualTo(200);
  }

  @Test
  void statusTellsWhatRuns() {
    JsonObject status = admin.get("/status").json();
    assertThat(status.getString("state")).isEqualTo("serving");
    assertThat(status.getString("transport")).isIn("epoll", "nio");
    assertThat(status.keySet())
        .contains("version", "node", "started", "revision", "seed", "transport", "tls");
  }

  @Test
  void listenersTellWhatTheyAre() {
    JsonObject listeners = admin.get("/listeners").json();
    assertThat(listeners.getJsonArray("items"))
        .extracting(item -> item.asJsonObject().getString("name"))
        .containsExactly("mx", "smtps", "submission");
    JsonObject mx = admin.get("/listeners/mx").json();
    assertThat(mx.getInt("port")).isEqualTo(server.ports().mx());
    assertThat(mx.getJsonArray("extensions").toString()).contains("STARTTLS", "SIZE 52428800");
  }

  @Test
  void aListenerIsPausedDrainedClosedAndOpenedAgain() throws IOException {
    assertThat(change("submission", "paused")).isEqualTo(200);
    assertThat(greeting()).startsWith("421 4.3.2 ");
    assertThat(change("submission", "open")).isEqualTo(200);
    try (SocketLine open = SocketLine.plain(submission())) {
      assertThat(open.receive()).startsWith("220 ");
      assertThat(change("submission", "draining")).isEqualTo(200);
      assertThat(open.receive()).startsWith("421 4.3.2 ");
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get("/listeners/submission").json().getString("state").equals("closed"));
    assertThat(change("submission", "open")).isEqualTo(200);
    assertThat(greeting()).startsWith("220 ");
    assertThat(change("submission", "closed")).isEqualTo(200);
    assertThat(change("submission", "open")).isEqualTo(200);
    assertThat(greeting()).startsWith("220 ");
  }

  @Test
  void aParameterThatNobodyKnowsIsToldAndChangesNothing() {
    Map<String, String> wrong =
        Map.of(
            "/sessions?sate=live",
            "?sate",
            "/status?x",
            "?x",
            "/senders?limit=1&limit=2",
            "?limit");
    wrong.forEach(
        (path, pointer) -> {
          Answer answer = admin.get(path);
          assertThat(answer.status()).as(path).isEqualTo(400);
          assertThat(answer.json().getJsonArray("errors").toString()).contains('"' + pointer + '"');
        });
    Answer refused = admin.send("PUT", "/mode?fro=10m", "{\"mode\":\"bounce\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(admin.get("/mode").json().getString("mode")).isEqualTo("accept");
  }

  @Test
  void aModeForAWhileGoesBackByItself() throws IOException {
    Answer set = admin.send("PUT", "/mode", "{\"mode\":{\"bounce\":[553]},\"for\":\"2s\"}");
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json()).containsKey("until");
    assertThat(answerToMessage("Subject: x")).startsWith("553 5.");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get("/mode").body().contains("\"mode\":\"accept\""));
    assertThat(answerToMessage("Subject: x")).startsWith("250 2.0.0 OK: queued as <");
  }

  @Test
  void aSwitchInTheHeaderOverridesTheMode() throws IOException {
    assertThat(answerToMessage("X-Blackhole-Mode: unavailable")).startsWith("421 4.3.2 ");
    assertThat(answerToMessage("x-blackhole-mode:\r\n OFFLINE")).startsWith("521 5.3.2 ");
    assertThat(answerToMessage("Subject: x\r\n\r\nX-Blackhole-Mode: bounce")).startsWith("250 ");
  }

  @Test
  void unavailableAndOfflineAnswerAtConnect() throws IOException {
    assertThat(admin.send("PUT", "/mode", "{\"mode\":\"unavailable\"}").status()).isEqualTo(200);
    assertThat(greeting()).startsWith("421 4.3.2 ");
    assertThat(admin.send("PUT", "/mode", "{\"mode\":\"offline\"}").status()).isEqualTo(200);
    try (SocketLine line = SocketLine.plain(submission())) {
      assertThat(line.receive()).startsWith("521 5.3.2 ");
      assertThat(Smtp.say(line, "EHLO client.example")).startsWith("503 5.5.1 ");
      assertThat(Smtp.say(line, "QUIT")).startsWith("221 2.0.0 ");
    }
  }

  @Test
  void statisticsStartOverAndMetricsGoOn() throws IOException {
    answerToMessage("Subject: counted");
    assertThat(messages()).isPositive();
    assertThat(admin.send("POST", "/stats/reset", "").status()).isEqualTo(204);
    assertThat(messages()).isZero();
    answerToMessage("Subject: counted");
    assertThat(messages()).isEqualTo(1);
    JsonValue latency = admin.get("/stats").json().getValue("/listeners/submission/latency");
    assertThat(latency.toString())
        .matches("\\{\"count\":1(,\"(p50|p90|p99|p99\\.9|max)\":[1-9][0-9]*){5}}");
    // Metrics are taken over once a second.
    await().atMost(Duration.ofSeconds(20)).until(() -> totalOf("smtp_messages_total") >= 2);
    String metrics = metrics();
    assertThat(metrics)
        .contains("code=\"250\"")
        .contains("# HELP smtp_sessions_live")
        .contains("# TYPE smtp_messages_total counter")
        .containsPattern("smtp_message_latency_seconds\\{.*quantile=\"0\\.999\".* [0-9].*");
  }

  @Test
  void everyFaultOfABodyIsNamed() {
    Answer answer =
        admin.send("PUT", "/mode", "{\"mode\":\"bonce\",\"delay\":\"90s\",\"colour\":1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().getJsonArray("errors"))
        .extracting(error -> error.asJsonObject().getString("pointer"))
        .containsExactlyInAnyOrder("#/mode", "#/delay", "#/colour");
    assertThat(admin.get("/mode").json().getString("mode")).isEqualTo("accept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /mode                 | {\"mode\":             | 400",
        "PUT    | /mode                 | [1]                    | 422",
        "PUT    | /mode                 | {\"mode\":1,\"mode\":2} | 422",
        "PATCH  | /listeners/mx         | {\"state\":\"ajar\"}    | 422",
        "PATCH  | /listeners/mx         | {}                     | 422",
        "PATCH  | /listeners/none       | {\"state\":\"open\"}    | 404",
        "GET    | /listeners/none       | ''                     | 404",
        "GET    | /nothing              | ''                     | 404",
        "DELETE | /status               | ''                     | 405",
        "POST   | /accounts             | {\"name\":\"-\"}        | 422",
        "DELETE | /accounts/admin       | ''                     | 409",
        "PATCH  | /accounts/admin       | {\"role\":\"viewer\"}   | 409",
      })
  void wrongCallsAreAnsweredWithAProblem(String method, String path, String body, int status) {
    Answer answer = admin.send(method, path, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getInt("status")).isEqualTo(status);
    assertThat(answer.json().keySet()).contains("type", "title", "detail", "instance");
  }

  @Test
  void rolesAllowWhatTheyShould() {
    assertThat(addAccount("watcher", "viewer")).isEqualTo(201);
    assertThat(addAccount("doer", "operator")).isEqualTo(201);
    AdminApi watcher = new AdminApi(admin.base(), "watcher", "long enough");
    AdminApi doer = new AdminApi(admin.base(), "doer", "long enough");
    assertThat(watcher.get("/status").status()).isEqualTo(200);
    assertThat(watcher.send("PUT", "/mode", "{\"mode\":\"accept\"}").status()).isEqualTo(403);
    assertThat(doer.send("PUT", "/mode", "{\"mode\":\"accept\"}").status()).isEqualTo(200);
    assertThat(doer.get("/accounts").status()).isEqualTo(403);
    assertThat(admin.send("DELETE", "/accounts/watcher", "").status()).isEqualTo(204);
    assertThat(admin.send("DELETE", "/accounts/doer", "").status()).isEqualTo(204);
    assertThat(watcher.get("/status").status()).isEqualTo(401);
  }

  @Test
  void aSessionOfTheConsoleNeedsItsTokenForEveryChange() throws IOException {
    String login = "{\"name\":\"admin\",\"password\":\"" + LibertyServer.PASSWORD + "\"}";
    RawHttp.Answer in = raw.send("POST /api/v1/login", body(login) + "\r\n" + login);
    assertThat(in.status()).isEqualTo(200);
    assertThat(in.head()).contains("HttpOnly").contains("SameSite=Strict");
    String cookie = "Cookie: " + group("Set-Cookie: ([^;]+);", in.head()) + "\r\n";
    String token = "X-CSRF-Token: " + group("\"csrf\":\"([^\"]+)\"", in.body()) + "\r\n";
    assertThat(raw.send("GET /api/v1/status", cookie).status()).isEqualTo(200);
    assertThat(raw.send("GET /api/v1/login", cookie).body()).isEqualTo(in.body());
    assertThat(raw.send("GET /api/v1/login", "").status()).isEqualTo(204);
    String mode = "{\"mode\":\"accept\"}";
    assertThat(raw.send("PUT /api/v1/mode", cookie + body(mode) + "\r\n" + mode).status())
        .isEqualTo(403);
    assertThat(raw.send("PUT /api/v1/mode", cookie + token + body(mode) + "\r\n" + mode).status())
        .isEqualTo(200);
    assertThat(raw.send("POST /api/v1/logout", cookie + token + body("")).status()).isEqualTo(204);
    assertThat(raw.send("GET /api/v1/status", cookie).status()).isEqualTo(401);
    assertThat(raw.send("GET /api/v1/login", cookie).status()).isEqualTo(204);
  }

  @Test
  void secretsAreKeptAsHashesInFilesOfTheOwnerOnly() throws IOException {
    Path folder = server.directory().resolve("blackhole");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(Files.readString(folder.resolve("accounts.json")))
        .contains("PBKDF2")
        .doesNotContain(LibertyServer.PASSWORD);
    assertThat(server.log()).doesNotContain(LibertyServer.PASSWORD);
  }

  @Test
  void healthAndOpenApiAndStartPageAreOpen() throws IOException {
    for (String path :
        List.of("/health", "/health/started", "/health/ready", "/health/live", "/")) {
      assertThat(raw.send("GET " + path, "").status()).describedAs(path).isEqualTo(200);
    }
    RawHttp.Answer openApi = raw.send("GET /openapi", "");
    assertThat(openApi.body())
        .contains("/status", "/listeners/{name}", "/mode", "/stats/reset", "/accounts/{name}")
        .doesNotContain("url: http");
    assertThat(raw.send("GET /", "").head())
        .contains("Content-Security-Policy: default-src 'self'");
  }

  /** Once clients that ask for HTTP/2 by Upgrade were left without an answer here. */
  @Test
  void pagesAnswerClientsThatAskForHttp2() {
    int port = server.ports().http();
    assertThat(AdminApi.status(port, "/")).isEqualTo(200);
    assertThat(AdminApi.status(port, "/nothing.html")).isEqualTo(404);
  }

  private static String metrics() throws IOException {
    return raw.send("GET /metrics?scope=application", "").body();
  }

  private static double totalOf(String metric) throws IOException {
    return Double.parseDouble(group(metric + "\\{listener=\"submission\"[^}]*} (\\S+)", metrics()));
  }

  private static int change(String listener, String state) {
    return admin.send("PATCH", "/listeners/" + listener, "{\"state\":\"" + state + "\"}").status();
  }

  private static int addAccount(String name, String role) {
    return admin
        .send(
            "POST",
            "/accounts",
            "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"long enough\"}".formatted(name, role))
        .status();
  }

  private static long messages() {
    JsonValue count = admin.get("/stats").json().getValue("/listeners/submission/messages");
    return Long.parseLong(count.toString());
  }

  private static String body(String json) {
    return "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n";
  }

  private static String group(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).describedAs(pattern).isTrue();
    return found.group(1);
  }

  private static InetSocketAddress submission() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().submission());
  }

  private static String greeting() throws IOException {
    try (SocketLine line = SocketLine.plain(submission())) {
      return String.valueOf(line.receive());
    }
  }

  private static String answerToMessage(String content) throws IOException {
    try (SocketLine line = SocketLine.plain(submission())) {
      assertThat(line.receive()).startsWith("220 ");
      Smtp.say(line, "HELO client.example");
      Smtp.say(line, "MAIL FROM:<a@client.example>");
      Smtp.say(line, "RCPT TO:<b@server.example>");
      assertThat(Smtp.say(line, "DATA")).startsWith("354 ");
      return Smtp.say(line, content + "\r\n\r\nHello\r\n.");
    }
  }
}
