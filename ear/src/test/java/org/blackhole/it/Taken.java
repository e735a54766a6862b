// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.blackhole.smtp.crowd.Crowd;

/** What a server says that it took, while a crowd sends. */
final class Taken {

  static final List<String> LISTENERS = List.of("mx", "smtps", "submission");

  private static final Pattern CLOSED =
      Pattern.compile("Listener \\S+ is closed; sessions: (\\d+), messages accepted: (\\d+)");

  private Taken() {}

  /** Of all listeners, or of one. */
  record Totals(long sessions, long messages) {

    Totals plus(Totals more) {
      return new Totals(sessions + more.sessions, messages + more.messages);
    }

    Totals minus(Totals before) {
      return new Totals(sessions - before.sessions, messages - before.messages);
    }
  }

  static void goesOn(Crowd crowd) {
    long now = crowd.accepted();
    await("more mail").atMost(Duration.ofSeconds(60)).until(() -> crowd.accepted() > now + 100);
  }

  /** Since the application started. */
  static Totals totals(LibertyServer server) {
    JsonObject listeners = server.admin().get("/stats").json().getJsonObject("listeners");
    Totals all = new Totals(0, 0);
    for (String listener : LISTENERS) {
      JsonObject counts = listeners.getJsonObject(listener);
      all =
          all.plus(
              new Totals(
                  counts.getJsonNumber("sessions").longValueExact(),
                  counts.getJsonNumber("messages").longValueExact()));
    }
    return all;
  }

  /** What closed listeners left in the log. */
  static List<Totals> told(String log) {
    return CLOSED
        .matcher(log)
        .results()
        .map(found -> new Totals(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
        .toList();
  }
}
