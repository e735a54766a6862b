// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.blackhole.journal.sessions.SentMessage;
import org.blackhole.journal.sessions.SessionDetail;
import org.blackhole.journal.sessions.SessionEvent;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.journal.sessions.SessionSummary;
import org.blackhole.journal.sessions.TranscriptLine;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/** How sessions look in JSON, and a transcript as text. Pure. */
final class SessionView {

  private SessionView() {}

  static JsonObject list(SessionJournal.Part part) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    part.sessions().forEach(each -> items.add(brief(each)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("items", items);
    Long next = part.next();
    return next == null ? json.addNull("next").build() : json.add("next", next).build();
  }

  static JsonObject event(SessionEvent event) {
    return Json.createObjectBuilder()
        .add("what", event.began() ? "began" : "ended")
        .add("session", brief(event.session()))
        .build();
  }

  static JsonObjectBuilder brief(SessionSummary session) {
    Instant ended = session.ended();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", session.id())
            .add("listener", session.listener())
            .add("client", session.client())
            .add("port", session.port())
            .add("state", session.end() == null ? "live" : "ended");
    text(json, "end", session.end());
    json.add("started", session.started().toString());
    text(json, "ended", ended == null ? null : ended.toString());
    json.add("duration", duration(session.duration()));
    text(json, "helo", session.helo());
    text(json, "user", session.user());
    json.add("tls", tls(session.tls()))
        .add("messages", session.messages())
        .add("refused", session.refused())
        .add("recipients", session.recipients())
        .add("commands", session.commands())
        .add("octets", session.octets())
        .add("codes", numbers(session.codes()))
        .add("rules", Json.createArrayBuilder(session.rules()))
        .add("tags", Json.createArrayBuilder(session.tags()));
    text(json, "sender", session.sender());
    text(json, "recipient", session.recipient());
    return json;
  }

  static JsonObject whole(SessionDetail detail) {
    JsonArrayBuilder transactions = Json.createArrayBuilder();
    Instant started = detail.summary().started();
    detail.transactions().forEach(each -> transactions.add(transaction(each, started)));
    JsonArrayBuilder transcript = Json.createArrayBuilder();
    detail.transcript().forEach(each -> transcript.add(line(each)));
    return brief(detail.summary())
        .add("transactions", transactions)
        .add("transcript", transcript)
        .add("truncated", detail.truncated())
        .build();
  }

  private static JsonObjectBuilder transaction(SentMessage message, Instant started) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("at", started.plus(message.micros() / 1000, ChronoUnit.MILLIS).toString())
            .add("sender", message.sender())
            .add("recipients", Json.createArrayBuilder(message.recipients()))
            .add("octets", message.octets());
    if (message.code() == 0) {
      json.addNull("code");
    } else {
      json.add("code", message.code());
    }
    text(json, "rule", message.rule());
    return json;
  }

  private static JsonObjectBuilder line(TranscriptLine line) {
    return Json.createObjectBuilder()
        .add("offset", BigDecimal.valueOf(line.micros(), 3))
        .add("from", line.from().label())
        .add("text", line.text());
  }

  /** Each line with its offset in milliseconds. */
  static String transcript(SessionDetail detail) {
    StringBuilder text = new StringBuilder();
    for (TranscriptLine line : detail.transcript()) {
      String who = line.from() == TranscriptLine.From.NOTE ? "--" : line.from().label() + ":";
      text.append(
          String.format(Locale.ROOT, "%10.3f %s %s%n", line.micros() / 1000.0, who, line.text()));
    }
    return text.toString();
  }

  private static JsonValue tls(@Nullable TlsFacts tls) {
    if (tls == null) {
      return JsonValue.NULL;
    }
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("version", tls.version()).add("cipher", tls.cipher());
    text(json, "sni", tls.serverName());
    return json.build();
  }

  static JsonObject numbers(Map<Integer, Long> numbers) {
    return Views.object(numbers, Json::createValue);
  }

  static void text(JsonObjectBuilder json, String name, @Nullable String text) {
    if (text == null) {
      json.addNull(name);
    } else {
      json.add(name, text);
    }
  }

  /** Such as {@code 1.234s}. */
  static String duration(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + "s";
  }
}
