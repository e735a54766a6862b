// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import org.blackhole.admin.metrics.Rates;
import org.blackhole.journal.Statistics;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;

/** How counts look in JSON. Pure. */
final class StatsView {

  /** No listener can have this name. */
  private static final String ALL = "*";

  private StatsView() {}

  static JsonObject of(Statistics.Report report, Rates.PerSecond rates) {
    return Json.createObjectBuilder()
        .add("since", report.since().toString())
        .add("total", counts(report.total()))
        .add("listeners", Views.object(report.listeners(), StatsView::counts))
        .add("rules", numbers(report.rules()))
        .add("modes", numbers(report.modes()))
        .add("tags", numbers(report.tags()))
        .add(
            "rates",
            Json.createObjectBuilder()
                .add("sessions", rates.sessions())
                .add("messages", rates.messages())
                .add("octetsIn", rates.octetsIn())
                .add("octetsOut", rates.octetsOut()))
        .build();
  }

  private static JsonObject counts(Counts counts) {
    return Json.createObjectBuilder()
        .add("sessions", counts.sessions())
        .add("live", counts.live())
        .add("messages", counts.messages())
        .add("refused", counts.refused())
        .add("recipients", counts.recipients())
        .add("octetsIn", counts.octetsIn())
        .add("octetsOut", counts.octetsOut())
        .add("codes", numbers(counts.replies()))
        .add("stages", Views.object(counts.stages(), StatsView::numbers))
        .add("extensions", numbers(counts.extensions()))
        .add(
            "tls",
            Json.createObjectBuilder()
                .add("versions", numbers(counts.handshakes()))
                .add("failed", counts.handshakesFailed()))
        .add("latency", latency(counts.latencies()))
        .build();
  }

  /** A line each listener, and one for all together. */
  static Csv csv(Statistics.Report report) {
    Csv csv =
        new Csv(
            "listener",
            "sessions",
            "live",
            "messages",
            "refused",
            "recipients",
            "octetsIn",
            "octetsOut",
            "2yz",
            "3yz",
            "4yz",
            "5yz",
            "tls",
            "tlsFailed",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max");
    report.listeners().forEach((name, counts) -> row(csv, name, counts));
    row(csv, ALL, report.total());
    return csv;
  }

  private static void row(Csv csv, String name, Counts counts) {
    Latencies latencies = counts.latencies();
    csv.row(
        name,
        counts.sessions(),
        counts.live(),
        counts.messages(),
        counts.refused(),
        counts.recipients(),
        counts.octetsIn(),
        counts.octetsOut(),
        replies(counts, 2),
        replies(counts, 3),
        replies(counts, 4),
        replies(counts, 5),
        counts.handshakes().values().stream().mapToLong(Long::longValue).sum(),
        counts.handshakesFailed(),
        latencies.percentile(50),
        latencies.percentile(90),
        latencies.percentile(99),
        latencies.percentile(99.9),
        latencies.max());
  }

  private static long replies(Counts counts, int first) {
    return counts.replies().entrySet().stream()
        .filter(each -> each.getKey() / 100 == first)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static JsonObjectBuilder latency(Latencies latencies) {
    return Json.createObjectBuilder()
        .add("count", latencies.count())
        .add("p50", latencies.percentile(50))
        .add("p90", latencies.percentile(90))
        .add("p99", latencies.percentile(99))
        .add("p99.9", latencies.percentile(99.9))
        .add("max", latencies.max());
  }

  private static <K extends Comparable<? super K>> JsonObject numbers(Map<K, Long> numbers) {
    return Views.object(numbers, Json::createValue);
  }
}
