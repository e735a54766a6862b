// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.blackhole.smtp.api.SmtpServer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the connector is there at all: without it nothing but a restart helps. */
@Liveness
@Singleton
public class LiveCheck implements HealthCheck {

  private final SmtpServer server;

  @Inject
  public LiveCheck(SmtpServer server) {
    this.server = server;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      return HealthCheckResponse.named("smtp-live")
          .withData("transport", server.transport())
          .up()
          .build();
    } catch (IllegalStateException e) {
      return HealthCheckResponse.named("smtp-live")
          .withData("reason", "The connector is gone: " + e.getMessage())
          .down()
          .build();
    }
  }
}
