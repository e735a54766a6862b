// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.blackhole.journal.Event;
import org.blackhole.journal.ListenerEvent;
import org.blackhole.journal.MessageEvent;
import org.blackhole.journal.PolicyEvent;
import org.blackhole.journal.sessions.SessionEvent;

/** How events look in JSON. Pure. */
final class EventView {

  private EventView() {}

  static JsonObject of(Event event) {
    if (event instanceof MessageEvent message) {
      return message(message);
    }
    if (event instanceof PolicyEvent policy) {
      return Json.createObjectBuilder()
          .add("revision", policy.revision())
          .add("by", policy.by())
          .add("at", policy.at().toString())
          .add("why", policy.why())
          .build();
    }
    if (event instanceof ListenerEvent listener) {
      return Views.listener(listener.status());
    }
    if (event instanceof SessionEvent session) {
      return SessionView.event(session);
    }
    throw new IllegalArgumentException("No view of " + event.getClass());
  }

  private static JsonObject message(MessageEvent message) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("session", message.session())
            .add("at", message.at().toString())
            .add("listener", message.listener())
            .add("client", message.client())
            .add("sender", message.sender())
            .add("recipients", message.recipients())
            .add("octets", message.octets())
            .add("code", message.code());
    if (message.rule() == null) {
      return json.addNull("rule").build();
    }
    return json.add("rule", message.rule()).build();
  }
}
