// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.blackhole.admin.access.Accounts.UnreadableException;
import org.blackhole.admin.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Accounts that cannot be read are neither told nor changed: 503 with the reason. */
@Provider
public final class AccountsUnreadable implements ExceptionMapper<UnreadableException> {

  @Context private @Nullable UriInfo uri;

  @Override
  public Response toResponse(UnreadableException unreadable) {
    Problem problem = Problem.of(503, unreadable.why());
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .entity(problem.toJson(uri == null ? null : uri.getRequestUri().getRawPath()).toString())
        .build();
  }
}
