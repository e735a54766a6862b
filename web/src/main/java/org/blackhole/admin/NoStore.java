// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** What holds for every answer of the API: none is kept; and OPTIONS says no more than Allow. */
@Provider
public final class NoStore implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    // What is live is not kept: no cache may answer in our place (RFC 9111 5.2.2.5).
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    if (request.getMethod().equals(HttpMethod.OPTIONS)
        && response.getStatus() == Response.Status.OK.getStatusCode()) {
      // JAX-RS repeats the header Allow as a text of its own.
      response.setEntity(null);
      response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
      response.setStatus(Response.Status.NO_CONTENT.getStatusCode());
    }
  }
}
