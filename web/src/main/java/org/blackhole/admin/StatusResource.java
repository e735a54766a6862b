// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.blackhole.admin.access.Role;

/** The server as a whole, at one glance. */
@Path("/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class StatusResource {

  private final Status status;

  @Inject
  public StatusResource(Status status) {
    this.status = status;
  }

  @GET
  public JsonObject show() {
    return status.view();
  }
}
