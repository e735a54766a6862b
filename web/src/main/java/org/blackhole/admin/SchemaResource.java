// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.blackhole.admin.access.Role;
import org.blackhole.store.PolicyJson;

/** What a policy document may hold, as JSON Schema 2020-12. */
@Path("/policy/schema")
@RolesAllowed(Role.VIEWS)
@Singleton
public final class SchemaResource {

  static final String MEDIA_TYPE = "application/schema+json";

  private static final String FILE = "/META-INF/policy.schema.json";

  @GET
  @Produces({MEDIA_TYPE, MediaType.APPLICATION_JSON})
  public byte[] schema() {
    // Beside the code that reads documents, so that the two are of one version.
    try (InputStream in = PolicyJson.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("The schema is not beside its reader");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
