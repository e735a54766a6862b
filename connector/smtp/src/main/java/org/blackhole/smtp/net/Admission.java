// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: counts open connections of one listener, in total and per address. Safe for any
 * thread.
 */
final class Admission {

  private final ConnectionLimits limits;
  private final AtomicInteger live = new AtomicInteger();
  private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  Admission(ConnectionLimits limits) {
    this.limits = limits;
  }

  int live() {
    return live.get();
  }

  /**
   * Counts a connection; the answer that turns it away, or null. Each call is matched by {@link
   * #leave}.
   */
  @Nullable Reply enter(InetAddress client, ListenerState state) {
    int total = live.incrementAndGet();
    int mine = limits.maxSessionsPerAddress() > 0 ? byAddress.merge(client, 1, Integer::sum) : 0;
    if (state == ListenerState.PAUSED) {
      return Replies.PAUSED;
    }
    if (state != ListenerState.OPEN) {
      return Replies.SHUTTING_DOWN;
    }
    if (total > limits.maxSessions()) {
      return Replies.TOO_MANY_SESSIONS;
    }
    return mine > limits.maxSessionsPerAddress() ? Replies.TOO_MANY_FROM_ADDRESS : null;
  }

  void leave(InetAddress client) {
    if (limits.maxSessionsPerAddress() > 0) {
      byAddress.computeIfPresent(client, (address, n) -> n == 1 ? null : n - 1);
    }
    live.decrementAndGet();
  }
}
