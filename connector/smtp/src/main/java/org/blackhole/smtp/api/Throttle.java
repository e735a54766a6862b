// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * How fast a session goes from here on, to its end or to the next throttle. Nothing is dropped: the
 * client is made to wait, as a slow line would.
 *
 * @param read octets a second taken from the client, as on the connection before decryption; 0
 *     leaves it as it is
 * @param write octets a second sent to the client, before encryption; 0 leaves it as it is
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
