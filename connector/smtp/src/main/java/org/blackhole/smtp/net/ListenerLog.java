// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.function.LongSupplier;
import org.blackhole.smtp.session.Offer;
import org.blackhole.smtp.wire.Replies;

/**
 * What one listener has to tell the log of its troubles.
 *
 * @param pauses of taking connections
 */
record ListenerLog(
    FaultLog faults, ProxyComplaints proxy, MemoryShortage memory, LogRation pauses) {

  static ListenerLog of(String listener, Offer offer, LongSupplier nanoTime) {
    boolean enhanced = offer.extensions(false).contains("ENHANCEDSTATUSCODES");
    return new ListenerLog(
        new FaultLog(listener, nanoTime),
        new ProxyComplaints(listener, nanoTime),
        new MemoryShortage(listener, Replies.NO_MEMORY, enhanced, nanoTime),
        new LogRation(1, nanoTime));
  }
}
