// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.Optional;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Fields;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.store.PolicyJson;
import org.jspecify.annotations.Nullable;

/** Mode and delay of the policy's top level: the short way to change how mail is answered. */
@Path("/mode")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class ModeResource {

  private final PolicyChanges changes;

  @Inject
  public ModeResource(PolicyChanges changes) {
    this.changes = changes;
  }

  @GET
  public Response show() {
    return answer(changes.inForce());
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATES)
  public Response set(
      Fields body,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Context SecurityContext security) {
    Optional<ModeSetting> mode = body.require("mode").read("mode", PolicyJson::mode);
    Optional<DurationRange> delay = body.read("delay", PolicyJson::delay);
    Optional<Duration> lifetime = body.read("for", PolicyJson::lifetime);
    body.finish();
    ModeSetting wanted = mode.orElseThrow();
    return answer(
        changes.edit(
            document ->
                document.withMode(wanted).withDelay(delay.orElse(PolicyDocument.DEFAULT.delay())),
            current ->
                ChangeTerms.change(ifMatch, lifetime.orElse(null), "mode", security, current)));
  }

  private static Response answer(Revision revision) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("mode", PolicyJson.write(revision.document().mode()))
            .add("delay", revision.document().delay().toString())
            .add("revision", revision.number());
    if (revision.expiry() != null) {
      json.add("until", revision.expiry().at().toString());
    }
    JsonObject view = json.build();
    return Response.ok(view).tag(Views.tag(revision)).build();
  }
}
