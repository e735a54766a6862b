// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.blackhole.journal.Statistics;
import org.blackhole.journal.Tallies;
import org.blackhole.smtp.api.SmtpServer;

/**
 * Brings the connector's administered object, and what is counted by it, to where it is injected.
 */
@Singleton
public class ServerProducer {

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "smtp/server")
  SmtpServer server;

  @Produces
  @Singleton
  SmtpServer server() {
    return server;
  }

  @Produces
  @Singleton
  Statistics statistics(SmtpServer server, Tallies tallies) {
    return new Statistics(server, tallies, InstantSource.system());
  }
}
