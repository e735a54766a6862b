// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/** Every exception of JAX-RS or a resource as a {@link Problem}. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = EscapedLog.named(ProblemMapper.class.getName());

  @Context private @Nullable UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    // What a body reader throws arrives wrapped.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        Response.ResponseBuilder response = answer(known.problem());
        known.pause().ifPresent(p -> response.header(HttpHeaders.RETRY_AFTER, p.toSeconds()));
        return response.build();
      }
    }
    if (failure instanceof WebApplicationException web) {
      Response given = web.getResponse();
      return given.getStatus() < 400 ? given : problem(given);
    }
    LOG.log(Level.ERROR, "A request to the admin API failed", failure);
    return answer(Problem.of(500)).build();
  }

  private Response problem(Response given) {
    Response.ResponseBuilder response = answer(Problem.of(given.getStatus()));
    copy(given, HttpHeaders.ALLOW, response);
    copy(given, HttpHeaders.RETRY_AFTER, response);
    return response.build();
  }

  private Response.ResponseBuilder answer(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.toJson(path()).toString());
    if (problem.leavesBody()) {
      response.header("Connection", "close");
    }
    return response;
  }

  private static void copy(Response from, String header, Response.ResponseBuilder response) {
    String value = from.getHeaderString(header);
    if (value != null) {
      response.header(header, value);
    }
  }

  private @Nullable String path() {
    return uri == null ? null : uri.getRequestUri().getRawPath();
  }
}
