// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.senders.Senders;

/** The clients of late: what each did, and how well it behaves. */
@Path("/senders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class SendersResource {

  private final Senders senders;

  @Inject
  public SendersResource(Senders senders) {
    this.senders = senders;
  }

  @GET
  public JsonObject list(@BeanParam Page page) {
    return Views.collection(senders.list(), page, SenderView::brief);
  }

  @GET
  @Path("{client}")
  public JsonObject one(@PathParam("client") String client) {
    return SenderView.whole(
        senders
            .find(client)
            .orElseThrow(
                () -> ProblemException.notFound("No session from this address is remembered.")));
  }
}
