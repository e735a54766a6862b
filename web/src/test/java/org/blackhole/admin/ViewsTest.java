// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.blackhole.admin.access.Account;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.metrics.Rates;
import org.blackhole.journal.Statistics;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private static final Counts COUNTS =
      new Counts(
          4,
          1,
          2,
          1,
          3,
          500,
          900,
          Map.of(250, 9L, 221, 3L),
          new EnumMap<>(Map.of(Stage.MESSAGE, Map.of(250, 2L), Stage.CONNECT, Map.of(220, 4L))),
          Map.of("SIZE", 2L),
          Map.of("TLSv1.3", 1L),
          5,
          new Latencies(new TreeMap<>(Map.of(500L, 998L, 20_095L, 1L, 301_055L, 1L))));

  @Test
  void aListenerThatServesHasNoFailure() {
    assertThat(Views.listener(listener(ListenerState.OPEN, null)).toString())
        .isEqualTo(
            """
            {"name":"mx","address":"127.0.0.1","port":2525,"scheme":"smtp","starttls":"optional",\
            "hostname":"mx.test","state":"open","sessions":1,"extensions":["SIZE 10"],\
            "options":{"delay":"1s","mode":"bounce"}}""");
  }

  @Test
  void aListenerThatFailedSaysWhy() {
    JsonObject json = Views.listener(listener(ListenerState.FAILED, "The port is in use."));
    assertThat(json.getString("state")).isEqualTo("failed");
    assertThat(json.getString("failure")).isEqualTo("The port is in use.");
  }

  @Test
  void anAccountShowsNoHash() {
    assertThat(Views.account(new Account("vera", Role.VIEWER, "secret hash")).toString())
        .isEqualTo("{\"name\":\"vera\",\"role\":\"viewer\"}");
    assertThat(new Account("vera", Role.VIEWER, "secret hash")).hasToString("vera (viewer)");
  }

  @Test
  void aCollectionIsShownPageByPage() {
    assertThat(page(null, null))
        .isEqualTo("{\"items\":[{\"a\":1},{\"b\":1},{\"c\":1}],\"next\":null}");
    assertThat(page("2", null)).isEqualTo("{\"items\":[{\"a\":1},{\"b\":1}],\"next\":2}");
    assertThat(page("2", "2")).isEqualTo("{\"items\":[{\"c\":1}],\"next\":null}");
    assertThat(page("2", "9")).isEqualTo("{\"items\":[],\"next\":null}");
  }

  private static String page(@Nullable String limit, @Nullable String after) {
    return Views.collection(
            List.of("a", "b", "c"),
            new Page(limit, after),
            name -> Json.createObjectBuilder().add(name, 1).build())
        .toString();
  }

  @Test
  void countsAreByListenerStageCodeRuleVersionAndExtension() {
    JsonObject json =
        StatsView.of(
            new Statistics.Report(
                Instant.parse("2026-01-02T03:04:05Z"),
                Map.of("mx", COUNTS),
                Map.of("@mode", 3L),
                Map.of("accept", 2L, "bounce", 1L),
                Map.of("vip", 5L)),
            new Rates.PerSecond(1.5, 2, 3, 4));
    assertThat(json.getJsonObject("tags").toString()).isEqualTo("{\"vip\":5}");
    assertThat(json.getString("since")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.get("total")).isEqualTo(json.getJsonObject("listeners").get("mx"));
    assertThat(json.getJsonObject("total").toString())
        .contains("\"codes\":{\"221\":3,\"250\":9}")
        .contains("\"stages\":{\"connect\":{\"220\":4},\"message\":{\"250\":2}}")
        .contains("\"extensions\":{\"SIZE\":2}")
        .contains("\"tls\":{\"versions\":{\"TLSv1.3\":1},\"failed\":5}")
        .contains(
            "\"latency\":{\"count\":1000,\"p50\":500,\"p90\":500,\"p99\":500,\"p99.9\":20095,"
                + "\"max\":301055}")
        .contains("\"messages\":2,\"refused\":1,\"recipients\":3");
    assertThat(json.getJsonObject("rules").toString()).isEqualTo("{\"@mode\":3}");
    assertThat(json.getJsonObject("modes").toString()).isEqualTo("{\"accept\":2,\"bounce\":1}");
    assertThat(json.getJsonObject("rates").getJsonNumber("sessions").doubleValue()).isEqualTo(1.5);
  }

  private static ListenerStatus listener(ListenerState state, @Nullable String failure) {
    return new ListenerStatus(
        new ListenerInfo(
            "mx",
            Scheme.SMTP,
            StartTls.OPTIONAL,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525),
            "mx.test",
            Map.of("mode", "bounce", "delay", "1s")),
        state,
        List.of("SIZE 10"),
        failure,
        COUNTS);
  }
}
