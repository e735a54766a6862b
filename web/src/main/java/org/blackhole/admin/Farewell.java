// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import org.blackhole.admin.events.EventStreams;

/**
 * Ends the answers that are still under way when the application stops, while there is a container
 * around them: a request that ended later left its mark on a thread of the server's, of which Weld
 * warned when the thread came to its next (WELD-000714).
 */
public final class Farewell implements ServletContextListener {

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final EventStreams streams;
  private final SessionWaits waits;

  @Inject
  public Farewell(EventStreams streams, SessionWaits waits) {
    this.streams = streams;
    this.waits = waits;
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    streams.stop();
    waits.stop();
    long begin = System.nanoTime();
    streams.awaitEnd(LIMIT);
    waits.awaitEnd(LIMIT.minusNanos(System.nanoTime() - begin));
  }
}
