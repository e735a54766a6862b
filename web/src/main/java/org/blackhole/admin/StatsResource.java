// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.metrics.Rates;
import org.blackhole.journal.Statistics;

/** What was counted since the start, or since somebody started over. */
@Path("/stats")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class StatsResource {

  private final Statistics statistics;
  private final Rates rates;

  @Inject
  public StatsResource(Statistics statistics, Rates rates) {
    this.statistics = statistics;
    this.rates = rates;
  }

  @GET
  public JsonObject show() {
    return StatsView.of(statistics.sinceReset(), rates.now());
  }

  @POST
  @Path("reset")
  @RolesAllowed(Role.OPERATES)
  public void reset() {
    statistics.reset();
  }
}
