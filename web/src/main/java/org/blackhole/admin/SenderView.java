// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.blackhole.journal.senders.SenderReport;
import org.jspecify.annotations.Nullable;

/** How senders look in JSON. Pure. */
final class SenderView {

  private SenderView() {}

  static JsonObject brief(SenderReport sender) {
    return Json.createObjectBuilder()
        .add("client", sender.client())
        .add("sessions", sender.sessions())
        .add("messages", sender.messages())
        .add("grade", sender.grade())
        .add("first", sender.first().toString())
        .add("last", sender.last().toString())
        .build();
  }

  static JsonObject whole(SenderReport sender) {
    JsonArrayBuilder reasons = Json.createArrayBuilder();
    sender
        .reasons()
        .forEach(
            each ->
                reasons.add(
                    Json.createObjectBuilder()
                        .add("points", each.points())
                        .add("code", each.code())
                        .add("text", each.text())));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("client", sender.client())
            .add("first", sender.first().toString())
            .add("last", sender.last().toString())
            .add("sessions", sender.sessions())
            .add("messages", sender.messages())
            .add("refused", sender.refused())
            .add("octets", sender.octets())
            .add("codes", SessionView.numbers(sender.codes()))
            .add("grade", sender.grade())
            .add("reasons", reasons)
            .add("retries", retries(sender))
            .add("duplicates", sender.duplicates())
            .add("pipelines", sender.pipelines())
            .add("earlyTalk", sender.earlyTalk())
            .add("bareLf", sender.bareLf());
    SessionView.text(json, "verbCase", sender.verbCase());
    json.add("connectionReuse", sender.connectionReuse())
        .add(
            "tls",
            Json.createObjectBuilder()
                .add("versions", Views.object(sender.tlsVersions(), Json::createValue))
                .add("failed", sender.tlsFailed())
                .add("fellBack", sender.fellBack())
                .add("plain", sender.plain()))
        .add(
            "after421",
            Json.createObjectBuilder().add("seen", sender.seen421()).add("left", sender.left421()));
    bool(json, "respectsSize", sender.respectsSize());
    return json.add("unread", sender.unread()).build();
  }

  private static JsonObjectBuilder retries(SenderReport sender) {
    JsonArrayBuilder intervals = Json.createArrayBuilder();
    sender.intervals().forEach(each -> intervals.add(SessionView.duration(each)));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("recipients", sender.retries())
            .add("intervals", intervals)
            .add("after5yz", sender.retriesAfter5yz());
    bool(json, "backsOff", sender.backsOff());
    return json;
  }

  private static void bool(JsonObjectBuilder json, String name, @Nullable Boolean value) {
    if (value == null) {
      json.addNull(name);
    } else {
      json.add(name, value);
    }
  }
}
