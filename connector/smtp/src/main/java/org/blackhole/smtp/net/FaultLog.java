// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log what went wrong on a connection of one listener: defects aloud, but not each of
 * them if there are many, and the ways of the network only on request. Safe for any thread.
 */
final class FaultLog {

  /** With their stacks, what an application that throws at every client may fill in a minute. */
  private static final int LINES = 10;

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private final String listener;
  private final LogRation ration;

  FaultLog(String listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.ration = new LogRation(LINES, nanoTime);
  }

  /**
   * The application, or the engine, threw.
   *
   * @param where what of the application was called, or null if that is not known
   */
  void session(String session, @Nullable String where, Throwable thrown) {
    long more = ration.take();
    if (more == LogRation.NOT_NOW) {
      return;
    }
    String what =
        "Session "
            + session
            + " on listener "
            + listener
            + " ends with 421"
            + (where == null ? ": " : ", thrown by " + where + ": ");
    try {
      LOG.log(Level.ERROR, what + thrown + unsaid(more), thrown);
    } catch (RuntimeException unprintable) {
      LOG.log(Level.ERROR, what + thrown.getClass().getName() + unsaid(more));
    }
  }

  /** Something broke below the session. */
  void connection(Throwable cause) {
    boolean network =
        cause instanceof IOException
            || cause instanceof SSLException
            || cause.getCause() instanceof SSLException;
    if (network) {
      LOG.log(Level.DEBUG, () -> "Connection on listener " + listener + " closed: " + cause);
      return;
    }
    long more = ration.take();
    if (more != LogRation.NOT_NOW) {
      String what = "Connection on listener " + listener + " closed: ";
      LOG.log(Level.WARNING, what + cause + unsaid(more), cause);
    }
  }

  private static String unsaid(long more) {
    return more == 0 ? "" : " (and so did " + more + " more, of which nothing is said)";
  }
}
