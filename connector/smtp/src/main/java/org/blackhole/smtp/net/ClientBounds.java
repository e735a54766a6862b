// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.time.Duration;

/**
 * Bounds on what clients may take of a listener, beside the number of their connections.
 *
 * @param connectionRate connections of one client address, more are answered {@code 421 4.7.0}
 * @param receiveRate octets a second that one session may send, to which its reading is slowed
 *     down; 0 is no limit
 * @param maxHandshakes TLS handshakes under way at once; more STARTTLS are answered {@code 454
 *     4.7.0}, and with implicit TLS the connection is closed
 * @param authTimeout where log-in is required, how long a session may last without; then {@code 421
 *     4.7.0}
 * @param maxSessionTime how long a session may last; then {@code 421 4.4.2} as soon as no
 *     transaction is open, at the latest after another idle limit
 */
public record ClientBounds(
    ConnectionRate connectionRate,
    long receiveRate,
    int maxHandshakes,
    Duration authTimeout,
    Duration maxSessionTime) {

  public static final ClientBounds DEFAULT =
      new ClientBounds(ConnectionRate.NONE, 0, 4000, Duration.ofMinutes(2), Duration.ofDays(1));
}
