// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this machine may ask without a log-in where a setting says so: the calls of other tools,
 * whose users have no accounts, and nothing else.
 */
@Singleton
public final class OpenPaths {

  /** Who asks then. */
  static final String NAME = "compat";

  private static final Set<String> PATHS =
      Set.of(
          "/compat/mailpit/api/v1/chaos",
          "/compat/mailhog/api/v2/jim",
          "/compat/james/smtpBehaviors");

  private final boolean open;

  @Inject
  public OpenPaths(@ConfigProperty(name = "compat.open", defaultValue = "false") boolean open) {
    this.open = open;
  }

  /** Whether this request needs no log-in, though its path does. */
  boolean frees(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return open
        && PATHS.contains(request.getServletPath())
        && Gate.address(request).isLoopbackAddress()
        && host != null
        && KnownHosts.isLocal(host);
  }
}
