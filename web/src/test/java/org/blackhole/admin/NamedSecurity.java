// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** A request of an account of this name. */
record NamedSecurity(String name) implements SecurityContext {

  @Override
  public Principal getUserPrincipal() {
    return () -> name;
  }

  @Override
  public boolean isUserInRole(String role) {
    return true;
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public String getAuthenticationScheme() {
    return BASIC_AUTH;
  }
}
