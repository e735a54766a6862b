// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.blackhole.admin.access.Role;
import org.blackhole.journal.history.History;
import org.blackhole.journal.history.Row;

/** What was counted over time. */
@Path("/stats/history")
@RolesAllowed(Role.VIEWS)
@Singleton
public final class HistoryResource {

  private final History history;
  private final InstantSource clock;

  @Inject
  public HistoryResource(History history) {
    this(history, InstantSource.system());
  }

  HistoryResource(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  public Response show(@BeanParam HistoryRange range, @Context HttpHeaders headers) {
    // A table has no next: all of it comes at once.
    boolean isTable = Csv.isAskedFor(headers);
    HistoryRange.Asked asked =
        range.asked(clock.instant(), isTable ? HistoryRange.MAX_LIMIT : HistoryRange.DEFAULT_LIMIT);
    // One more tells whether a page follows.
    List<Row> found =
        history.newest(asked.resolution(), asked.from(), asked.to(), asked.limit() + 1);
    List<Row> rows = found.subList(0, Math.min(found.size(), asked.limit()));
    if (isTable) {
      return Csv.answer(HistoryView.csv(rows));
    }
    Long next = found.size() > rows.size() ? rows.get(rows.size() - 1).at() : null;
    return Response.ok(HistoryView.of(asked.resolution(), rows, next))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }
}
