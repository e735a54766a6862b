// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import org.blackhole.admin.access.Role;
import org.blackhole.smtp.api.SmtpServer;

/** What the test CA has revoked (RFC 5280 5). */
@Path("/ca.crl")
@RolesAllowed(Role.VIEWS)
@Singleton
public final class RevocationListResource {

  /** RFC 2585 4.2: in DER. */
  static final String MEDIA_TYPE = "application/pkix-crl";

  private final SmtpServer server;

  @Inject
  public RevocationListResource(SmtpServer server) {
    this.server = server;
  }

  @GET
  @Produces(MEDIA_TYPE)
  public Response list() {
    return AuthorityResource.file(
        "blackhole-ca.crl", der(AuthorityResource.found(server::revocationList)));
  }

  static byte[] der(X509CRL list) {
    try {
      return list.getEncoded();
    } catch (CRLException e) {
      throw new IllegalStateException("A list that was made cannot be written", e);
    }
  }
}
