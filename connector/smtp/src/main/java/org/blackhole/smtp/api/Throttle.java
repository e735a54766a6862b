// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * How fast a connection goes from here on, to its end or to the next throttle, also through
 * STARTTLS. Nothing is dropped: the client is made to wait, as a slow line would. Octets are those
 * of SMTP, inside TLS, so that a rate means the same with and without; handshakes are not slowed
 * down.
 *
 * @param read octets a second taken from the client; 0 leaves it as it is. No more than a kilobyte
 *     (or a quarter of a second's worth, or inside TLS a record) is read ahead, and as the rest is
 *     not, the client's window fills. A message of which more had been read already takes the time
 *     that it would have taken.
 * @param write octets a second sent to the client; 0 leaves it as it is
 */
public record Throttle(long read, long write) {

  /** Octets a second at most: beyond it no line would be slowed down. */
  public static final long MAX = 1L << 40;

  /**
   * @throws IllegalArgumentException if a rate is negative or over {@link #MAX}
   */
  public Throttle {
    if (read < 0 || write < 0 || read > MAX || write > MAX) {
      throw new IllegalArgumentException("A rate is 0 to " + MAX + " octets a second");
    }
  }
}
