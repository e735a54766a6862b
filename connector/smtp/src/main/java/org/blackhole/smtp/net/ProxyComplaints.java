// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final String listener;
  private final LongSupplier nanoTime;
  private final AtomicLong last;
  private final AtomicLong unsaid = new AtomicLong();

  ProxyComplaints(String listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.last = new AtomicLong(nanoTime.getAsLong() - PAUSE);
  }

  void add(SocketAddress from, Reason reason) {
    if (reason == Reason.GONE) {
      LOG.log(Level.DEBUG, () -> sentence(from, reason));
      return;
    }
    long now = nanoTime.getAsLong();
    long before = last.get();
    if (now - before >= PAUSE && last.compareAndSet(before, now)) {
      long more = unsaid.getAndSet(0);
      LOG.log(
          Level.WARNING,
          sentence(from, reason) + (more == 0 ? "" : " (and so were " + more + " before)"));
    } else {
      unsaid.incrementAndGet();
    }
  }

  private String sentence(SocketAddress from, Reason reason) {
    return "Connection from " + from + " on listener " + listener + " was closed: " + reason.words;
  }
}
