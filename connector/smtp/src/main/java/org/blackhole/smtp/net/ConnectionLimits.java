// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.time.Duration;

/**
 * Limits on the connections of a listener.
 *
 * @param maxSessions open at once; more are answered {@code 421 4.3.2}
 * @param maxSessionsPerAddress open at once from one client address, more are answered {@code 421
 *     4.7.0}; 0 is no limit
 * @param idleTimeout without a whole command or content from the client, then {@code 421 4.4.2}
 *     (RFC 5321 4.5.3.2)
 * @param handshakeTimeout of a TLS handshake
 * @param backlog connections the kernel may hold that are not taken yet
 */
public record ConnectionLimits(
    int maxSessions,
    int maxSessionsPerAddress,
    Duration idleTimeout,
    Duration handshakeTimeout,
    int backlog,
    ClientBounds clients) {

  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(20_000, 0, Duration.ofSeconds(60), Duration.ofSeconds(10), 4096);

  /** With the usual bounds on clients. */
  public ConnectionLimits(
      int maxSessions,
      int maxSessionsPerAddress,
      Duration idleTimeout,
      Duration handshakeTimeout,
      int backlog) {
    this(
        maxSessions,
        maxSessionsPerAddress,
        idleTimeout,
        handshakeTimeout,
        backlog,
        ClientBounds.DEFAULT);
  }

  /** The same with other bounds on clients. */
  public ConnectionLimits with(ClientBounds clients) {
    return new ConnectionLimits(
        maxSessions, maxSessionsPerAddress, idleTimeout, handshakeTimeout, backlog, clients);
  }
}
