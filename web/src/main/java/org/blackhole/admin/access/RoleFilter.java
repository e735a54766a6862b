// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to the method that was matched if the account has a role named there, or
 * else on its class. A method that names none is open to nobody.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public final class RoleFilter implements ContainerRequestFilter {

  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource == null ? null : resource.getResourceMethod();
    if (method == null) {
      // OPTIONS that JAX-RS answers by itself.
      return;
    }
    if (method.isAnnotationPresent(PermitAll.class)) {
      return;
    }
    SecurityContext security = request.getSecurityContext();
    if (security.getUserPrincipal() == null) {
      throw new ProblemException(Problem.of(401));
    }
    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    if (roles == null) {
      roles = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
    }
    if (roles == null || Arrays.stream(roles.value()).noneMatch(security::isUserInRole)) {
      throw new ProblemException(
          Problem.of(
              403,
              roles == null
                  ? "Nobody may do that."
                  : "That takes the role " + String.join(" or ", roles.value()) + "."));
    }
  }
}
