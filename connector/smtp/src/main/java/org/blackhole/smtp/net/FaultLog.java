// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.net.ssl.SSLException;

/**
 * Says in the log what went wrong on a connection: defects aloud, the ways of the network only on
 * request.
 */
final class FaultLog {

  private static final Logger LOG = System.getLogger("org.blackhole.smtp.net");

  private FaultLog() {}

  /** The application, or the engine, threw. */
  static void session(String listener, String session, Throwable thrown) {
    LOG.log(
        Level.ERROR,
        () -> "Session " + session + " on listener " + listener + " ends with 421: " + thrown,
        thrown);
  }

  /** Something broke below the session. */
  static void connection(String listener, Throwable cause) {
    boolean network =
        cause instanceof IOException
            || cause instanceof SSLException
            || cause.getCause() instanceof SSLException;
    LOG.log(
        network ? Level.DEBUG : Level.WARNING,
        () -> "Connection on listener " + listener + " closed: " + cause);
  }
}
