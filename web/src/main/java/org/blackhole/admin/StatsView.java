// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Map;
import org.blackhole.admin.metrics.Rates;
import org.blackhole.journal.Statistics;
import org.blackhole.smtp.api.Counts;

/** How counts look in JSON. Pure. */
final class StatsView {

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
        .build();
  }

  private static <K extends Comparable<? super K>> JsonObject numbers(Map<K, Long> numbers) {
    return Views.object(numbers, Json::createValue);
  }
}
