// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import org.blackhole.journal.history.Resolution;
import org.blackhole.journal.history.Row;
import org.jspecify.annotations.Nullable;

/** How the history looks. Pure. */
final class HistoryView {

  private static final double MICROS = 1e6;

  private HistoryView() {}

  static JsonObject of(Resolution resolution, List<Row> rows, @Nullable Long next) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    rows.forEach(row -> items.add(row(row)));
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("step", resolution.label()).add("items", items);
    return next == null ? json.addNull("next").build() : json.add("next", next).build();
  }

  private static JsonObject row(Row row) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("at", time(row))
            .add("sessions", row.sessions())
            .add("messages", row.messages())
            .add("refused", row.refused())
            .add("octetsIn", row.octetsIn())
            .add("octetsOut", row.octetsOut())
            .add(
                "codes",
                Json.createObjectBuilder()
                    .add("2", row.codes2())
                    .add("4", row.codes4())
                    .add("5", row.codes5()));
    seconds(json, "p50", row.p50());
    seconds(json, "p99", row.p99());
    return json.build();
  }

  private static void seconds(JsonObjectBuilder json, String name, int micros) {
    if (micros == Row.NONE) {
      json.addNull(name);
    } else {
      json.add(name, micros / MICROS);
    }
  }

  static Csv csv(List<Row> rows) {
    Csv csv =
        new Csv(
            "at",
            "sessions",
            "messages",
            "refused",
            "octetsIn",
            "octetsOut",
            "2yz",
            "4yz",
            "5yz",
            "p50",
            "p99");
    for (Row row : rows) {
      csv.row(
          time(row),
          row.sessions(),
          row.messages(),
          row.refused(),
          row.octetsIn(),
          row.octetsOut(),
          row.codes2(),
          row.codes4(),
          row.codes5(),
          seconds(row.p50()),
          seconds(row.p99()));
    }
    return csv;
  }

  private static Object seconds(int micros) {
    return micros == Row.NONE ? "" : micros / MICROS;
  }

  private static String time(Row row) {
    return Instant.ofEpochSecond(row.at()).toString();
  }
}
