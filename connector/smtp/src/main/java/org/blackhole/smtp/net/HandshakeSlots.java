// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.blackhole.smtp.api.EscapedLog;

/**
 * So many TLS handshakes of one listener may be under way at once: each takes memory that its
 * client has done next to nothing for. Safe for any thread.
 */
final class HandshakeSlots {

  private static final Logger LOG = EscapedLog.named("org.blackhole.smtp.net");

  private final String listener;
  private final int limit;
  private final LogRation ration;
  private final AtomicInteger taken = new AtomicInteger();

  HandshakeSlots(String listener, int limit, LongSupplier nanoTime) {
    this.listener = listener;
    this.limit = limit;
    this.ration = new LogRation(1, nanoTime);
  }

  /** Whether one more may begin; if so it counts until {@link #leave}. */
  boolean enter() {
    if (taken.incrementAndGet() <= limit) {
      return true;
    }
    taken.decrementAndGet();
    long more = ration.take();
    if (more != LogRation.NOT_NOW) {
      LOG.log(
          Level.WARNING,
          "Listener "
              + listener
              + " has "
              + limit
              + " TLS handshakes under way (maxHandshakes); whoever comes meanwhile is turned away"
              + (more == 0 ? "" : " (and so were " + more + " before)"));
    }
    return false;
  }

  void leave() {
    taken.decrementAndGet();
  }

  /** How many are under way. */
  int count() {
    return taken.get();
  }
}
