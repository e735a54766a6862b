// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.sessions.SessionDetail;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.journal.sessions.SessionQuery;

/** The sessions that are open, and those of late. */
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class SessionsResource {

  private static final String TEXT = "text/plain;charset=UTF-8";

  private final SessionJournal journal;
  private final SessionWaits waits;

  @Inject
  public SessionsResource(SessionJournal journal, SessionWaits waits) {
    this.journal = journal;
    this.waits = waits;
  }

  @GET
  public void list(
      @BeanParam SessionFilter filter, @BeanParam Page page, @Suspended AsyncResponse answer) {
    SessionQuery query = filter.query();
    Duration patience = filter.patience();
    int limit = page.limit();
    long before = page.before();
    long since = journal.mark();
    SessionJournal.Part found = journal.list(query, limit, before);
    if (!found.sessions().isEmpty() || patience.isZero()) {
      answer.resume(SessionView.list(found));
      return;
    }
    Runnable then =
        () -> {
          try {
            answer.resume(SessionView.list(journal.list(query, limit, before)));
          } catch (RuntimeException e) {
            answer.resume(e);
          }
        };
    if (!waits.add(query, before, patience, since, then)) {
      throw ProblemException.busy(
          "There are " + SessionWaits.MOST + " requests that wait already; try again later.");
    }
  }

  @GET
  @Path("{id}")
  public JsonObject one(@PathParam("id") String id) {
    return SessionView.whole(find(id));
  }

  @GET
  @Path("{id}/transcript")
  @Produces(TEXT)
  public String transcript(@PathParam("id") String id) {
    return SessionView.transcript(find(id));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.OPERATES)
  public void end(@PathParam("id") String id) {
    switch (journal.dismiss(id)) {
      case TOLD -> {}
      case ENDED -> throw ProblemException.conflict("This session has ended.");
      case UNKNOWN -> throw none();
    }
  }

  private SessionDetail find(String id) {
    return journal.find(id).orElseThrow(SessionsResource::none);
  }

  private static ProblemException none() {
    return ProblemException.notFound("There is no session of this id, or not any more.");
  }
}
