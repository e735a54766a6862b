// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.smtp.api.SmtpServer;

/** The certificate of the test CA, for those who are to trust it. */
@Path("/ca.pem")
@RolesAllowed(Role.VIEWS)
@Singleton
public final class AuthorityResource {

  /** What RFC 8555 9.1 registers, behind what is in use. */
  static final String MEDIA_TYPE = "application/x-pem-file";

  private static final String MEDIA_TYPE_OF_CHAINS = "application/pem-certificate-chain";

  private final SmtpServer server;

  @Inject
  public AuthorityResource(SmtpServer server) {
    this.server = server;
  }

  @GET
  @Produces({MEDIA_TYPE, MEDIA_TYPE_OF_CHAINS})
  public Response certificate() {
    return file("blackhole-ca.pem", pem(found(server::testAuthority)));
  }

  static Response file(String name, Object content) {
    return Response.ok(content)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }

  /** What the server has of its authority. */
  static <T> T found(Supplier<Optional<T>> wanted) {
    try {
      return wanted
          .get()
          .orElseThrow(
              () -> ProblemException.notFound("There is no test CA: no listener has TLS."));
    } catch (IllegalStateException e) {
      throw new ProblemException(Problem.of(503, String.valueOf(e.getMessage())));
    }
  }

  /** As RFC 7468 5 has it. */
  static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }
}
