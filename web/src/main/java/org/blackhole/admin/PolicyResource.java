// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonMergePatch;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.FieldsReader;
import org.blackhole.store.PolicyJson;

/** The policy in force: the whole document. */
@Path("/policy")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class PolicyResource {

  private final PolicyChanges changes;

  @Inject
  public PolicyResource(PolicyChanges changes) {
    this.changes = changes;
  }

  @GET
  public Response show() {
    return Views.policy(changes.inForce());
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATES)
  public Response replace(Fields body, @BeanParam ChangeTerms terms) {
    return Views.policy(
        changes.replace(PolicyChanges.read(body.json()), current -> terms.change(current, "")));
  }

  /** RFC 7396. */
  @PATCH
  @Consumes({FieldsReader.MERGE_PATCH, MediaType.APPLICATION_JSON})
  @RolesAllowed(Role.OPERATES)
  public Response change(Fields body, @BeanParam ChangeTerms terms) {
    JsonMergePatch patch = Json.createMergePatch(body.json());
    return Views.policy(
        changes.edit(
            // Objects only on both sides: what comes of them is one too.
            document -> PolicyChanges.read(patch.apply(PolicyJson.write(document)).asJsonObject()),
            current -> terms.change(current, "")));
  }
}
