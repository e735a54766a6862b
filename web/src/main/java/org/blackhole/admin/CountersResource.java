// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.blackhole.admin.access.Role;
import org.blackhole.policy.PolicyInForce;

/** What scripts and limits have counted. */
@Path("/policy/counters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class CountersResource {

  private final PolicyInForce policy;

  @Inject
  public CountersResource(PolicyInForce policy) {
    this.policy = policy;
  }

  @GET
  public JsonObject list(@BeanParam Page page) {
    return Views.collection(CountersView.of(policy.current().counts()), page, Function.identity());
  }

  @POST
  @Path("/reset")
  @RolesAllowed(Role.OPERATES)
  public void reset() {
    policy.startOver();
  }
}
