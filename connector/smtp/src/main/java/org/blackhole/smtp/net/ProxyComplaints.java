// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.function.LongSupplier;
import org.blackhole.smtp.api.EscapedLog;

/**
 * Says in the log that a listener turns connections away for want of a header of the PROXY
 * protocol: at most once a minute, as a listener that others can reach could fill the log. Nothing
 * a client sent is in it. Safe for any thread.
 */
final class ProxyComplaints {

  /** Why a connection is turned away. */
  enum Reason {
    NOT_TRUSTED("it is not among proxyTrusted"),
    NO_HEADER("it did not begin with a header of the PROXY protocol"),
    TOO_LATE("no header of the PROXY protocol came in time"),
    TOO_MANY("too many others wait for their header, or the listener closes"),
    /** By itself. Health checks do that all the time. */
    GONE("it went away before a header of the PROXY protocol");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private final String listener;
  private final LogRation ration;

  ProxyComplaints(String listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.ration = new LogRation(1, nanoTime);
  }

  void add(SocketAddress from, Reason reason) {
    if (reason == Reason.GONE) {
      LOG.log(Level.DEBUG, () -> sentence(from, reason));
      return;
    }
    long more = ration.take();
    if (more != LogRation.NOT_NOW) {
      LOG.log(
          Level.WARNING,
          sentence(from, reason) + (more == 0 ? "" : " (and so were " + more + " before)"));
    }
  }

  private String sentence(SocketAddress from, Reason reason) {
    return "Connection from " + from + " on listener " + listener + " was closed: " + reason.words;
  }
}
