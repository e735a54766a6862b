// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.blackhole.bench.server.Server;

/** Another answer each second, and now and then what an operator looks at. */
final class PolicyChanges implements Actor {

  private record Call(String method, String path, String body) {}

  private static final List<Call> CALLS =
      List.of(
          new Call("PUT", "/api/v1/mode", "{\"mode\": \"accept\"}"),
          new Call(
              "PUT",
              "/api/v1/policy/rules/later",
              """
              {"at": "rcpt", "when": {"recipient": "b1*@mx.example"}, "then": {"reply": "451 4.7.1 Later"}}"""),
          new Call("GET", "/api/v1/stats", ""),
          new Call("PUT", "/api/v1/mode", "{\"mode\": {\"random\": {\"250\": 9, \"550\": 1}}}"),
          new Call("GET", "/api/v1/policy/revisions?limit=20", ""),
          new Call("DELETE", "/api/v1/policy/rules/later", ""),
          new Call("PUT", "/api/v1/mode", "{\"mode\": \"accept\", \"delay\": \"1ms..20ms\"}"),
          new Call("GET", "/metrics", ""));

  private final Server server;
  private final Outcomes outcomes;
  private int next;

  PolicyChanges(Server server, Outcomes outcomes) {
    this.server = server;
    this.outcomes = outcomes;
  }

  @Override
  public void act() throws InterruptedException {
    Call call = CALLS.get(next % CALLS.size());
    try {
      int status = server.call(call.method(), call.path(), call.body());
      switch (status) {
        case 200, 201, 204 -> {
          outcomes.add("admin " + status);
          next++;
        }
        // The application is being deployed again, and what was put may be gone by then.
        case 404, 503 -> {
          outcomes.add("admin " + status);
          next += status == 404 ? 1 : 0;
        }
        default -> outcomes.wrong("admin: %s %s: %d".formatted(call.method(), call.path(), status));
      }
    } catch (IOException e) {
      outcomes.wrong("admin: " + e);
    }
    TimeUnit.SECONDS.sleep(1);
  }
}
