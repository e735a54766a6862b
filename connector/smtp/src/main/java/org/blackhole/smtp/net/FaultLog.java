// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.api.EscapedLog;

/**
 * Says in the log what went wrong on a connection: defects aloud, the ways of the network only on
 * request.
 */
final class FaultLog {

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private FaultLog() {}

  /** The application, or the engine, threw. */
  static void session(String listener, String session, Throwable thrown) {
    String what = "Session " + session + " on listener " + listener + " ends with 421: ";
    try {
      LOG.log(Level.ERROR, what + thrown, thrown);
    } catch (RuntimeException unprintable) {
      LOG.log(Level.ERROR, what + thrown.getClass().getName());
    }
  }

  /** Something broke below the session. */
  static void connection(String listener, Throwable cause) {
    boolean network =
        cause instanceof IOException
            || cause instanceof SSLException
            || cause.getCause() instanceof SSLException;
    if (network) {
      LOG.log(Level.DEBUG, () -> "Connection on listener " + listener + " closed: " + cause);
    } else {
      LOG.log(Level.WARNING, "Connection on listener " + listener + " closed: " + cause, cause);
    }
  }
}
