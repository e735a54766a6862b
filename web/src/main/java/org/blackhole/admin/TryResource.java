// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Fields;
import org.blackhole.policy.CompiledPolicy;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.Trial;
import org.blackhole.smtp.api.SmtpServer;

/** What would happen to a session, stage by stage, and why. Changes nothing. */
@Path("/policy/try")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class TryResource {

  private final PolicyInForce policy;
  private final SmtpServer server;

  @Inject
  public TryResource(PolicyInForce policy, SmtpServer server) {
    this.policy = policy;
    this.server = server;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject attempt(Fields body) {
    AttemptBody asked = new AttemptBody(body, server);
    CompiledPolicy tried =
        asked.document() == null ? policy.current() : policy.consider(asked.document());
    long ordinal = policy.nextOrdinal();
    JsonArrayBuilder stages = Json.createArrayBuilder();
    Trial.of(asked.attempt(), tried, ordinal).forEach(step -> stages.add(StepView.of(step, tried)));
    return Json.createObjectBuilder()
        .add("listener", asked.attempt().listener().name())
        .add("revision", policy.revision().map(Revision::number).orElse(0L))
        .add("seed", tried.seed())
        .add("ordinal", ordinal)
        .add("stages", stages)
        .build();
  }
}
