// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.blackhole.it.AdminApi.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What the running server counts and tells, with real mail: history, tables, events, badges. */
class StatsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static LibertyServer server;
  private static AdminApi admin;
  private static RawHttp raw;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    admin = server.admin();
    raw = new RawHttp(server.ports().http());
    try (Traffic mail = new Traffic(server.ports().mx())) {
      mail.goesOn();
    }
  }

  @Test
  void theHistoryHasWhatWasCounted() {
    await()
        .atMost(PATIENCE)
        .until(() -> messages(admin.get("/stats/history?step=1s").json()) >= 10);
    for (String step : List.of("1m", "1h")) {
      JsonObject history = admin.get("/stats/history?step=" + step).json();
      assertThat(history.getString("step")).isEqualTo(step);
      assertThat(messages(history)).isGreaterThanOrEqualTo(10);
      JsonObject newest = history.getJsonArray("items").getJsonObject(0);
      assertThat(Instant.parse(newest.getString("at"))).isBefore(Instant.now());
      assertThat(newest.getJsonObject("codes").keySet()).containsExactly("2", "4", "5");
    }
    assertThat(admin.get("/stats/history?step=soon").status()).isEqualTo(400);
    assertThat(admin.get("/stats/history?step=2h").status()).isEqualTo(422);
    assertThat(server.directory().resolve("blackhole/history-1s.ring")).isNotEmptyFile();
  }

  @Test
  void bothAreTablesIfThatIsAskedFor() {
    for (String path : List.of("/stats", "/stats/history", "/stats;csv")) {
      Map<String, String> accept =
          Map.of("Accept", path.endsWith("csv") ? "*/*" : "text/csv, application/json;q=0.5");
      Answer answer = admin.send("GET", path, "", accept);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("Content-Type")).startsWith("text/csv");
      List<String> lines = answer.body().lines().toList();
      assertThat(lines).hasSizeGreaterThan(1);
      int columns = lines.get(0).split(",", -1).length;
      assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
    }
    assertThat(admin.send("GET", "/stats;csv", "", Map.of()).body().lines())
        .anyMatch(line -> line.startsWith("mx,"))
        .anyMatch(line -> line.startsWith("*,"));
    assertThat(admin.get("/stats").header("Content-Type")).startsWith("application/json");
    assertThat(admin.send("GET", "/stats", "", Map.of("Accept", "image/png")).status())
        .isEqualTo(406);
  }

  @Test
  void whoFollowsIsToldWhatHappensAndGoesOnAfterABreak() throws IOException {
    String seen;
    try (EventLine line = EventLine.asAdmin(server.ports().http(), "?types=policy,listeners")) {
      assertThat(line.next("HTTP/1.1")).startsWith("HTTP/1.1 200");
      assertThat(line.next("Content-Type")).startsWith("Content-Type: text/event-stream");
      assertThat(line.next("retry:")).isEqualTo("retry: 2000");
      assertThat(admin.send("PUT", "/policy?why=first", "{}").status()).isEqualTo(200);
      assertThat(line.next("event:")).isEqualTo("event: policy");
      seen = line.next("id:").substring(4);
      assertThat(line.next("data:")).contains("\"why\":\"first\"", "\"by\":\"admin\"");
      assertThat(listener("paused")).isEqualTo(200);
      assertThat(line.next("event:")).isEqualTo("event: listeners");
      assertThat(line.next("data:")).contains("\"name\":\"submission\"", "\"state\":\"paused\"");
      assertThat(listener("open")).isEqualTo(200);
      assertThat(line.next("data:")).contains("\"state\":\"open\"");
    }
    String last =
        RawHttp.basic("admin", LibertyServer.PASSWORD) + "Last-Event-ID: " + seen + "\r\n";
    try (EventLine line = EventLine.open(server.ports().http(), "?types=listeners", last)) {
      assertThat(line.next("data:")).contains("\"state\":\"paused\"");
      assertThat(line.next("data:")).contains("\"state\":\"open\"");
    }
    assertThat(admin.get("/events?types=all").status()).isEqualTo(422);
    assertThat(admin.get("/events?since=now").status()).isEqualTo(400);
    assertThat(raw.asAdmin("HEAD /api/v1/events").status()).isEqualTo(200);
  }

  @Test
  void theAnswerEndsWithTheSession() throws IOException {
    String login = "{\"name\":\"admin\",\"password\":\"" + LibertyServer.PASSWORD + "\"}";
    RawHttp.Answer in =
        raw.send(
            "POST /api/v1/login",
            "Content-Type: application/json\r\nContent-Length: "
                + login.length()
                + "\r\n\r\n"
                + login);
    String cookie = in.header("Set-Cookie");
    String session = "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
    String csrf = in.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
    try (EventLine line = EventLine.open(server.ports().http(), "", session)) {
      assertThat(line.next("retry:")).isNotNull();
      RawHttp.Answer out =
          raw.send("POST /api/v1/logout", session + "X-CSRF-Token: " + csrf + "\r\n");
      assertThat(out.status()).isEqualTo(204);
      line.drain();
    }
  }

  @Test
  void thereAreOnlySoManyReadersAndTheirPlacesAreFreeOnceTheyAreGone() throws IOException {
    List<EventLine> lines = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        EventLine line = EventLine.asAdmin(server.ports().http(), "");
        lines.add(line);
        if (!line.next("HTTP/1.1").contains("200")) {
          break;
        }
      }
      // None of them takes a thread from those who only ask.
      assertThat(admin.get("/status").status()).isEqualTo(200);
      RawHttp.Answer refused = raw.asAdmin("GET /api/v1/events");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("5");
      assertThat(refused.isProblem()).isTrue();
    } finally {
      for (EventLine line : lines) {
        line.close();
      }
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // What is sent to them tells that they are gone.
              assertThat(admin.send("PUT", "/policy", "{}").status()).isEqualTo(200);
              try (EventLine line = EventLine.asAdmin(server.ports().http(), "")) {
                return line.next("HTTP/1.1").contains("200");
              }
            });
  }

  @Test
  void aBadgeIsAnImageThatIsOnlySentWhenItHasChanged() throws Exception {
    RawHttp.Answer badge = raw.send("GET /badges/messages.svg?label=%3Cmail%3E&colour=green", "");
    assertThat(badge.status()).isEqualTo(200);
    assertThat(badge.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(badge.header("Cache-Control")).isEqualTo("max-age=10");
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(badge.body())))
            .getDocumentElement();
    assertThat(svg.getAttribute("aria-label")).matches("<mail>: [1-9][0-9.]*k?");
    assertThat(badge.body()).contains("#97ca00");

    String known = "If-None-Match: \"other\", W/" + badge.header("ETag") + "\r\n";
    String same = " /badges/messages.svg?label=%3Cmail%3E&colour=green";
    RawHttp.Answer unchanged = raw.send("GET" + same, known);
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(unchanged.header("ETag")).isEqualTo(badge.header("ETag"));
    RawHttp.Answer head = raw.send("HEAD" + same, "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("ETag")).isEqualTo(badge.header("ETag"));
    for (String name : List.of("sessions", "octets", "rate")) {
      assertThat(raw.send("GET /badges/" + name + ".svg", "").status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoBadgeIsAProblem() throws IOException {
    Map<String, Integer> wrong =
        Map.of(
            "GET /badges/none.svg",
            404,
            "GET /badges/",
            404,
            "POST /badges/messages.svg",
            405,
            "GET /badges/messages.svg?colour=url(x)",
            400,
            "GET /badges/messages.svg?label=",
            400,
            "GET /badges/messages.svg?label=%00",
            400,
            "GET /badges/messages.svg?label=%e2%80%ae",
            400,
            "GET /badges/messages.svg?label=" + "x".repeat(65),
            400);
    for (Map.Entry<String, Integer> each : wrong.entrySet()) {
      RawHttp.Answer answer = raw.send(each.getKey(), "");
      assertThat(answer.status()).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(answer.isProblem()).as(each.getKey()).isTrue();
    }
    assertThat(raw.send("evil.example", "GET /badges/messages.svg", "").status()).isEqualTo(421);
  }

  private static int listener(String state) {
    return admin.send("PATCH", "/listeners/submission", "{\"state\":\"" + state + "\"}").status();
  }

  private static long messages(JsonObject history) {
    return history.getJsonArray("items").stream()
        .mapToLong(row -> row.asJsonObject().getJsonNumber("messages").longValue())
        .sum();
  }
}
