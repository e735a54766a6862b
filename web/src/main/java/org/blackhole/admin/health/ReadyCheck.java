// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.blackhole.admin.ServerFaults;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether mail is answered as it was set up to be. The reasons why not stand in the answer, and
 * what somebody should see to although it is.
 */
@Readiness
@Singleton
public class ReadyCheck implements HealthCheck {

  private final SmtpServer server;
  private final ServerFaults faults;

  @Inject
  public ReadyCheck(SmtpServer server, ServerFaults faults) {
    this.server = server;
    this.faults = faults;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp-ready");
    response.withData("state", server.state().name().toLowerCase(Locale.ROOT));
    for (ListenerStatus listener : server.listeners()) {
      response.withData("listener." + listener.info().name(), listener.state().label());
    }
    List<String> reasons = reasons(server.state(), faults.list());
    for (int i = 0; i < reasons.size(); i++) {
      response.withData("reason." + (i + 1), reasons.get(i));
    }
    List<String> warnings = faults.warnings();
    for (int i = 0; i < warnings.size(); i++) {
      response.withData("warning." + (i + 1), warnings.get(i));
    }
    return response.status(reasons.isEmpty()).build();
  }

  /** Why it is not ready. Where something is wrong, that is the reason for a start without end. */
  static List<String> reasons(SmtpServer.State state, List<String> faults) {
    List<String> reasons = new ArrayList<>(faults);
    if (state == SmtpServer.State.STARTING && faults.isEmpty()) {
      reasons.add("No listener is open yet.");
    }
    if (state == SmtpServer.State.DRAINING) {
      reasons.add("The server takes no connections any more.");
    }
    return reasons;
  }
}
