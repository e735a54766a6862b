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
import java.util.Set;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.events.ListenerWatch;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;

/** The whole server: every listener at once, but for those that it makes no sense for. */
@Path("/server")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATES)
@Singleton
public final class ServerResource {

  private final SmtpServer server;
  private final Status status;
  private final ListenerWatch watch;

  @Inject
  public ServerResource(SmtpServer server, Status status, ListenerWatch watch) {
    this.server = server;
    this.status = status;
    this.watch = watch;
  }

  /** Listeners that are draining or closed stay so. */
  @POST
  @Path("pause")
  public JsonObject pause() {
    return all(ListenerState.PAUSED, Set.of(ListenerState.OPEN));
  }

  /** A listener that is still draining cannot be opened: nothing is changed then. */
  @POST
  @Path("resume")
  public JsonObject resume() {
    List<String> draining =
        server.listeners().stream()
            .filter(listener -> listener.state() == ListenerState.DRAINING)
            .map(listener -> listener.info().name())
            .toList();
    if (!draining.isEmpty()) {
      throw ProblemException.conflict(
          "Still draining: "
              + String.join(", ", draining)
              + ". Nothing was changed; try again when no listener drains.");
    }
    return all(ListenerState.OPEN, Set.of(ListenerState.PAUSED, ListenerState.CLOSED));
  }

  @POST
  @Path("drain")
  public JsonObject drain() {
    return all(ListenerState.DRAINING, Set.of(ListenerState.OPEN, ListenerState.PAUSED));
  }

  /** One that cannot follow, as its port is taken, has failed and is among the faults. */
  private JsonObject all(ListenerState target, Set<ListenerState> from) {
    List<String> refusals = new ArrayList<>();
    for (ListenerStatus listener : server.listeners()) {
      String name = listener.info().name();
      if (from.contains(listener.state())) {
        try {
          server.change(name, target);
        } catch (IllegalStateException e) {
          if (!isFailed(name)) {
            refusals.add(String.valueOf(e.getMessage()));
          }
        }
      }
    }
    watch.look();
    if (!refusals.isEmpty()) {
      throw ProblemException.conflict(String.join(". ", refusals) + ".");
    }
    return status.view();
  }

  private boolean isFailed(String name) {
    return server
        .listener(name)
        .filter(listener -> listener.state() == ListenerState.FAILED)
        .isPresent();
  }
}
