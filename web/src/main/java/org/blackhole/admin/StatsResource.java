// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.metrics.Rates;
import org.blackhole.journal.Statistics;

/** What was counted since the start, or since somebody started over. */
@Path("/stats")
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

  /** In JSON, or as a table: asked for by Accept, or by {@code ;csv} behind the path. */
  @GET
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  public Response show(@Context UriInfo uri, @Context HttpHeaders headers) {
    Statistics.Report report = statistics.sinceReset();
    if (uri.getRequestUri().getRawPath().endsWith(";csv") || Csv.isAskedFor(headers)) {
      return Csv.answer(StatsView.csv(report));
    }
    return Response.ok(StatsView.of(report, rates.now()))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  @POST
  @Path("reset")
  @RolesAllowed(Role.OPERATES)
  public void reset() {
    statistics.reset();
  }
}
