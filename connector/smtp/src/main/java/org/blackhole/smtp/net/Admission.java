// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: counts open connections of one listener, in total and per client (see {@link
 * ClientKey}), and how often each client comes. Safe for any thread.
 */
final class Admission {

  private final ConnectionLimits limits;
  private final AtomicInteger live = new AtomicInteger();
  private final Map<Long, Integer> byClient = new ConcurrentHashMap<>();
  private final @Nullable AddressRates rates;
  private final HandshakeSlots handshakes;

  Admission(String listener, ConnectionLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.handshakes = new HandshakeSlots(listener, limits.clients().maxHandshakes(), nanoTime);
    ConnectionRate rate = limits.clients().connectionRate();
    this.rates = rate.isLimited() ? new AddressRates(rate, nanoTime) : null;
  }

  /** Who of those that are in may begin TLS. */
  HandshakeSlots handshakes() {
    return handshakes;
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
    int mine =
        limits.maxSessionsPerAddress() > 0
            ? byClient.merge(ClientKey.of(client), 1, Integer::sum)
            : 0;
    if (state == ListenerState.PAUSED) {
      return Replies.PAUSED;
    }
    if (state != ListenerState.OPEN) {
      return Replies.SHUTTING_DOWN;
    }
    if (total > limits.maxSessions()) {
      return Replies.TOO_MANY_SESSIONS;
    }
    if (mine > limits.maxSessionsPerAddress()) {
      return Replies.TOO_MANY_FROM_ADDRESS;
    }
    return rates == null || rates.take(ClientKey.of(client))
        ? null
        : Replies.TOO_OFTEN_FROM_ADDRESS;
  }

  void leave(InetAddress client) {
    if (limits.maxSessionsPerAddress() > 0) {
      byClient.computeIfPresent(ClientKey.of(client), (key, n) -> n == 1 ? null : n - 1);
    }
    live.decrementAndGet();
  }
}
