// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;

/** The whole server: every listener at once, but for those that have failed. */
@Path("/server")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATES)
@Singleton
public final class ServerResource {

  private final SmtpServer server;
  private final Status status;

  @Inject
  public ServerResource(SmtpServer server, Status status) {
    this.server = server;
    this.status = status;
  }

  @POST
  @Path("pause")
  public JsonObject pause() {
    return all(ListenerState.PAUSED);
  }

  @POST
  @Path("resume")
  public JsonObject resume() {
    return all(ListenerState.OPEN);
  }

  @POST
  @Path("drain")
  public JsonObject drain() {
    return all(ListenerState.DRAINING);
  }

  private JsonObject all(ListenerState target) {
    List<String> refusals = new ArrayList<>();
    for (ListenerStatus listener : server.listeners()) {
      if (listener.state() != ListenerState.FAILED && !isThere(listener.state(), target)) {
        try {
          server.change(listener.info().name(), target);
        } catch (IllegalStateException e) {
          refusals.add(listener.info().name() + ": " + e.getMessage());
        }
      }
    }
    if (!refusals.isEmpty()) {
      throw ProblemException.conflict(String.join(" ", refusals));
    }
    return status.view();
  }

  /** Where there is nothing left to do: a closed listener is drained already. */
  private static boolean isThere(ListenerState state, ListenerState target) {
    return state == target || (target == ListenerState.DRAINING && state == ListenerState.CLOSED);
  }
}
