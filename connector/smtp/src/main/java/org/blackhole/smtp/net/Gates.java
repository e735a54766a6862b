// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections of one listener that wait for the header of a proxy, and are no sessions yet. Safe
 * for any thread.
 */
final class Gates {

  private final int limit;
  private final Set<Channel> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * None yet.
   *
   * @param limit how many may wait
   */
  Gates(int limit) {
    this.limit = limit;
  }

  /** Whether one more may wait. */
  boolean enter(Channel channel) {
    if (closed || waiting.size() >= limit) {
      return false;
    }
    waiting.add(channel);
    if (closed) {
      waiting.remove(channel);
      return false;
    }
    return true;
  }

  void leave(Channel channel) {
    waiting.remove(channel);
  }

  /** How many wait. */
  int count() {
    return waiting.size();
  }

  void open() {
    closed = false;
  }

  /** Ends them: nobody is there to be told anything. */
  void close() {
    closed = true;
    waiting.forEach(channel -> channel.eventLoop().execute(() -> Closing.torn(channel)));
  }
}
