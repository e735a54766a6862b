// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.events.ListenerWatch;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.FieldsReader;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.SmtpServer;

/** The listeners: what they are, and whether they take connections. */
@Path("/listeners")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class ListenersResource {

  private final SmtpServer server;
  private final ListenerWatch watch;

  @Inject
  public ListenersResource(SmtpServer server, ListenerWatch watch) {
    this.server = server;
    this.watch = watch;
  }

  @GET
  public JsonObject list(@BeanParam Page page) {
    return Views.collection(List.copyOf(server.listeners()), page, Views::listener);
  }

  @GET
  @Path("{name}")
  public JsonObject one(@PathParam("name") String name) {
    return Views.listener(
        server
            .listener(name)
            .orElseThrow(() -> ProblemException.notFound("There is no listener of this name.")));
  }

  @PATCH
  @Path("{name}")
  @Consumes({MediaType.APPLICATION_JSON, FieldsReader.MERGE_PATCH})
  @RolesAllowed(Role.OPERATES)
  public JsonObject change(@PathParam("name") String name, Fields body) {
    one(name);
    Optional<ListenerState> target = body.require("state").text("state", ListenersResource::target);
    body.finish();
    change(name, target.orElseThrow());
    return one(name);
  }

  private void change(String name, ListenerState target) {
    try {
      server.change(name, target);
    } catch (NoSuchElementException e) {
      throw ProblemException.notFound("There is no listener of this name.");
    } catch (IllegalStateException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    } finally {
      watch.look();
    }
  }

  private static ListenerState target(String label) {
    return Arrays.stream(ListenerState.values())
        .filter(state -> state != ListenerState.FAILED && state.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("has to be open, paused, draining or closed"));
  }
}
