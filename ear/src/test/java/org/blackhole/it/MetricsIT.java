// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.blackhole.it.PrometheusText.Sample;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** /metrics of the running server with real mail, the reference, and the board that shows it. */
class MetricsIT {

  private static final Path DOCS = LibertyServer.CONFIG.resolveSibling("docs");
  private static final Pattern METRIC = Pattern.compile("\\b([a-z][A-Za-z_]*)\\{");
  private static final Pattern BY = Pattern.compile("by \\(([a-z, ]+)\\) \\((?:rate\\()?(\\w+)\\{");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  private static LibertyServer server;
  private static List<Sample> samples;

  /** Mail enough that each metric has something to show. */
  @BeforeAll
  static void countSomething() throws IOException {
    server = SharedServer.get();
    String rule = "{\"rules\":[{\"name\":\"seen\",\"at\":\"mail\",\"then\":{\"tag\":\"seen\"}}]}";
    assertThat(server.admin().send("PUT", "/policy", rule).status()).isEqualTo(200);
    InetSocketAddress mx =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().mx());
    try (SocketLine line = SocketLine.startTls(mx)) {
      Smtp.say(line, "EHLO client.example");
      Smtp.say(line, "MAIL FROM:<a@client.example> SIZE=100");
      Smtp.say(line, "RCPT TO:<b@server.example>");
      Smtp.say(line, "DATA");
      assertThat(Smtp.say(line, "Subject: x\r\n\r\nHello\r\n.")).startsWith("250");
      assertThat(Smtp.say(line, "NONSENSE")).startsWith("500");
      Smtp.say(line, "QUIT");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> names(read()).contains("blackhole_tags_total"));
    samples = read();
  }

  @AfterAll
  static void forgetThePolicy() {
    assertThat(server.admin().send("PUT", "/policy", "{}").status()).isEqualTo(200);
  }

  @Test
  void whatIsToldIsWhatTheReferenceSays() throws IOException {
    Set<String> described =
        ROW.matcher(Files.readString(DOCS.resolve("reference/metrics.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());
    assertThat(names(samples)).containsAll(described);
    Set<String> ours = new TreeSet<>(names(samples));
    ours.removeIf(name -> !name.startsWith("smtp_") && !name.startsWith("blackhole_"));
    assertThat(described).containsAll(ours);
  }

  @Test
  void eachOfOursHasAHelpAndNoneIsEmpty() {
    assertThat(samples)
        .filteredOn(each -> each.name().startsWith("smtp_") || each.name().startsWith("blackhole_"))
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.help()).isNotBlank();
              assertThat(each.labels()).containsEntry("mp_scope", "application");
              assertThat(each.type())
                  .isEqualTo(each.name().endsWith("_total") ? "counter" : "gauge");
            });
  }

  @Test
  void whatWasCountedIsThere() {
    assertThat(value("smtp_tls_handshakes_total", "version", "TLSv1.3")).isPositive();
    assertThat(value("smtp_extensions_used_total", "extension", "SIZE")).isPositive();
    assertThat(value("smtp_stage_replies_total", "stage", "message")).isPositive();
    assertThat(value("smtp_listener_state", "state", "open")).isOne();
    assertThat(value("smtp_listener_state", "state", "paused")).isZero();
    assertThat(value("blackhole_tags_total", "tag", "seen")).isPositive();
    assertThat(value("blackhole_policy_revision", "mp_scope", "application"))
        .isEqualTo(server.admin().get("/status").json().getInt("revision"));
    assertThat(value("blackhole_faults", "mp_scope", "application")).isZero();
    assertThat(value("blackhole_journal_size_bytes", "mp_scope", "application")).isPositive();
    double buffers = value("smtp_buffers_max_bytes", "mp_scope", "application");
    assertThat(buffers).as("as jvm.options has it").isEqualTo(256 << 20);
    assertThat(value("smtp_buffers_used_bytes", "mp_scope", "application"))
        .isPositive()
        .isLessThan(buffers);
  }

  @Test
  void theBoardAsksForWhatThereIs() throws IOException {
    JsonObject board = board();
    Set<String> known = names(samples);
    int expressions = 0;
    for (JsonObject panel : panels(board)) {
      for (JsonValue target : panel.getJsonArray("targets")) {
        String expression = target.asJsonObject().getString("expr");
        expressions++;
        Set<String> asked =
            METRIC
                .matcher(expression)
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toSet());
        assertThat(asked).as(expression).isNotEmpty();
        assertThat(known).as(expression).containsAll(asked);
        BY.matcher(expression)
            .results()
            .forEach(
                by ->
                    assertThat(labels(by.group(2)))
                        .as(expression)
                        .contains(by.group(1).split(", ", -1)));
      }
    }
    assertThat(expressions).isGreaterThan(25);
  }

  @Test
  void theBoardHasAPlaceAUnitAndAWordForEachPanel() throws IOException {
    JsonObject board = board();
    assertThat(board.getInt("schemaVersion")).isPositive();
    Set<Integer> ids = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (JsonValue each : board.getJsonArray("panels")) {
      JsonObject panel = each.asJsonObject();
      assertThat(ids.add(panel.getInt("id"))).isTrue();
      JsonObject at = panel.getJsonObject("gridPos");
      assertThat(at.getInt("x") + at.getInt("w")).isLessThanOrEqualTo(24);
      for (int x = at.getInt("x"); x < at.getInt("x") + at.getInt("w"); x++) {
        for (int y = at.getInt("y"); y < at.getInt("y") + at.getInt("h"); y++) {
          assertThat(taken.add(x + "," + y)).as(panel.getString("title")).isTrue();
        }
      }
    }
    for (JsonObject panel : panels(board)) {
      assertThat(panel.getString("description")).isNotBlank();
      assertThat(panel.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
      assertThat(panel.getJsonObject("fieldConfig").getJsonObject("defaults").getString("unit"))
          .isNotBlank();
    }
    assertThat(board.getJsonObject("templating").getJsonArray("list"))
        .extracting(each -> each.asJsonObject().getString("name"))
        .containsExactly("datasource", "instance", "listener");
  }

  private static List<Sample> read() {
    return PrometheusText.parse(AdminApi.get(server.ports().http(), "/metrics").body());
  }

  private static Set<String> names(List<Sample> samples) {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  private static Set<String> labels(String name) {
    return samples.stream()
        .filter(each -> each.name().equals(name))
        .flatMap(each -> each.labels().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static double value(String name, String label, String wanted) {
    return samples.stream()
        .filter(each -> each.name().equals(name))
        .filter(each -> wanted.equals(each.labels().get(label)))
        .mapToDouble(Sample::value)
        .max()
        .orElse(Double.NaN);
  }

  private static List<JsonObject> panels(JsonObject board) {
    return board.getJsonArray("panels").stream()
        .map(JsonValue::asJsonObject)
        .filter(panel -> !panel.getString("type").equals("row"))
        .toList();
  }

  private static JsonObject board() throws IOException {
    String text = Files.readString(DOCS.resolve("grafana/blackhole.json"));
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
