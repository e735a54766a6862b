// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.blackhole.admin.ServerFaults;
import org.blackhole.smtp.api.SmtpServer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Whether the start is over, well or not; what went wrong is for readiness to say. */
@Startup
@Singleton
public class StartedCheck implements HealthCheck {

  private final SmtpServer server;
  private final ServerFaults faults;

  @Inject
  public StartedCheck(SmtpServer server, ServerFaults faults) {
    this.server = server;
    this.faults = faults;
  }

  @Override
  public HealthCheckResponse call() {
    boolean over = server.state() != SmtpServer.State.STARTING || !faults.list().isEmpty();
    return HealthCheckResponse.named("smtp-started").status(over).build();
  }
}
