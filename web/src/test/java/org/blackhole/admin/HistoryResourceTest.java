// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.history.History;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryResourceTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant NOW = START.plusSeconds(120);

  @TempDir Path folder;
  private History history;
  private HistoryResource resource;

  @BeforeEach
  void runForTwoMinutes() {
    history = new History(folder);
    for (int second = 1; second <= 120; second++) {
      history.record(
          START.plusSeconds(second), second * 1_000_000_000L, Map.of("mx", counts(second)));
    }
    resource = new HistoryResource(history, () -> NOW);
  }

  @Test
  void withoutAParameterItIsTheSecondsOfTheLastHour() {
    JsonObject answer = json(new HistoryRange());
    assertThat(answer.getString("step")).isEqualTo("1s");
    assertThat(answer.getJsonArray("items")).hasSize(120);
    assertThat(answer.get("next")).isEqualTo(JsonValue.NULL);
    assertThat(answer.getJsonArray("items").get(0).toString())
        .isEqualTo(
            "{\"at\":\"2026-11-21T12:01:59Z\",\"sessions\":1,\"messages\":1,\"refused\":0,"
                + "\"octetsIn\":10,\"octetsOut\":20,\"codes\":{\"2\":2,\"4\":0,\"5\":1},"
                + "\"p50\":null,\"p99\":null}");
  }

  @Test
  void thePagesFollowOneAnother() {
    JsonObject first = json(new HistoryRange(null, null, null, "50", null));
    JsonObject second =
        json(new HistoryRange(null, null, null, "50", first.getJsonNumber("next").toString()));
    JsonObject third =
        json(new HistoryRange(null, null, null, "50", second.getJsonNumber("next").toString()));
    assertThat(List.of(first, second, third))
        .extracting(page -> page.getJsonArray("items").size())
        .containsExactly(50, 50, 20);
    assertThat(third.get("next")).isEqualTo(JsonValue.NULL);
    assertThat(at(second, 0)).isEqualTo(at(first, 49).minusSeconds(1));
    assertThat(at(third, 19)).isEqualTo(START);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,-,1ms,1s,120",
        "-,-,59s,1m,2",
        "-,-,1m,1m,2",
        "-,-,61s,1h,1",
        "2026-11-21T12:00:10Z,2026-11-21T12:00:20Z,-,1s,10",
        "2026-11-21T13:00:10+01:00,2026-11-21T12:00:20Z,-,1s,10",
        "2026-11-21T12:00:10.5Z,2026-11-21T12:00:20.5Z,-,1s,10",
        "2026-11-21T12:00:30Z,-,1m,1m,1",
        "2026-11-21T10:00:00Z,-,-,1m,2",
        "2026-11-01T00:00:00Z,-,-,1h,1",
        "1970-01-01T00:00:00Z,2100-01-01T00:00:00Z,1s,1s,120",
        "2099-01-01T00:00:00Z,2100-01-01T00:00:00Z,1s,1s,0",
        "2026-11-21T12:00:10Z,2026-11-21T12:00:10Z,1s,1s,0",
      })
  void aRangeIsUnderstood(
      @Nullable String from, @Nullable String to, @Nullable String step, String kept, int rows) {
    JsonObject answer = json(new HistoryRange(from, to, step, null, null));
    assertThat(answer.getString("step")).isEqualTo(kept);
    assertThat(answer.getJsonArray("items")).hasSize(rows);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "yesterday,-,-,-,-,400,?from",
        "-,2026-11-21,-,-,-,400,?to",
        "2026-11-21T12:00:00Z,2026-11-21T11:00:00Z,-,-,-,422,?from",
        "-,+1000000000-01-01T00:00:00Z,-,-,-,400,?to",
        "-,9999-01-01T00:00:00Z,-,-,-,422,?to",
        "-,-,soon,-,-,400,?step",
        "-,-,0s,-,-,422,?step",
        "-,-,2h,-,-,422,?step",
        "-,-,-,10081,-,422,?limit",
        "-,-,-,0,-,422,?limit",
        "-,-,-,many,-,400,?limit",
        "-,-,-,-,then,400,?after",
        "-,-,-,-,0,422,?after",
      })
  void aFaultIsToldWithTheNameOfItsParameter(
      @Nullable String from,
      @Nullable String to,
      @Nullable String step,
      @Nullable String limit,
      @Nullable String after,
      int status,
      String pointer) {
    Problem problem =
        catchThrowableOfType(
                ProblemException.class, () -> json(new HistoryRange(from, to, step, limit, after)))
            .problem();
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.errors()).extracting(fault -> fault.pointer()).containsExactly(pointer);
  }

  @Test
  void anAfterBeyondTheEndIsNoFault() {
    HistoryRange range = new HistoryRange(null, null, null, null, "" + Long.MAX_VALUE);
    assertThat(json(range).getJsonArray("items")).hasSize(120);
  }

  @Test
  void theTableHasTheSame() {
    Response answer =
        resource.show(new HistoryRange(null, null, "1m", null, null), wants("text/csv"));
    assertThat(answer.getMediaType().toString()).startsWith("text/csv");
    assertThat(answer.getEntity().toString().lines())
        .containsExactly(
            "at,sessions,messages,refused,octetsIn,octetsOut,2yz,4yz,5yz,p50,p99",
            "2026-11-21T12:01:00Z,60,60,0,600,1200,120,0,60,,",
            "2026-11-21T12:00:00Z,60,60,0,600,1200,120,0,60,,");
  }

  /** In memory alone: to write so many rows down takes its time. */
  @Test
  void theTableHasAllThatIsKeptOfAStep() throws IOException {
    History week = new History(Files.createFile(folder.resolve("file")).resolve("none"));
    int minutes = 7 * 24 * 60;
    for (int minute = 0; minute < minutes; minute++) {
      week.record(START.plusSeconds(60L * minute + 30), minute * 60_000_000_000L, Map.of());
    }
    HistoryResource all = new HistoryResource(week, () -> START.plusSeconds(60L * minutes));
    Response table = all.show(new HistoryRange(null, null, "1m", null, null), wants("text/csv"));
    assertThat(table.getEntity().toString().lines()).hasSize(1 + minutes);
    JsonObject page =
        (JsonObject)
            all.show(new HistoryRange(null, null, "1m", "" + minutes, null), wants("*/*"))
                .getEntity();
    assertThat(page.getJsonArray("items")).hasSize(minutes);
  }

  private JsonObject json(HistoryRange range) {
    return (JsonObject) resource.show(range, wants("*/*")).getEntity();
  }

  private static Instant at(JsonObject page, int item) {
    return Instant.parse(page.getJsonArray("items").getJsonObject(item).getString("at"));
  }

  /** The headers of a request that takes these, the most wanted first. */
  static HttpHeaders wants(String... types) {
    List<MediaType> accepted = Stream.of(types).map(MediaType::valueOf).toList();
    return (HttpHeaders)
        Proxy.newProxyInstance(
            HistoryResourceTest.class.getClassLoader(),
            new Class<?>[] {HttpHeaders.class},
            (proxy, called, arguments) -> accepted);
  }

  private static Counts counts(long n) {
    return new Counts(
        n,
        0,
        n,
        0,
        n,
        10 * n,
        20 * n,
        Map.of(250, 2 * n, 354, n, 550, n),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        Latencies.NONE);
  }
}
