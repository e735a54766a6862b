// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.blackhole.smtp.api.SmtpServer;
import org.jspecify.annotations.Nullable;

/** Brings the connector's administered object to where it is injected. */
@Singleton
public class LiveServer {

  @Resource(lookup = "smtp/server")
  private @Nullable SmtpServer server;

  @Produces
  @Singleton
  SmtpServer server() {
    if (server == null) {
      throw new IllegalStateException("There is no connector under smtp/server");
    }
    return server;
  }
}
