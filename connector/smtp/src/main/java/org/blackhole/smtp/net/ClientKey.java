// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.InetAddress;

/**
 * By what clients are told apart where they are counted: an IPv4 address, or the first 64 bits of
 * one of IPv6, which is the least that a site is given (RFC 6177 2): all of it is one client, or
 * each would be as many as it likes.
 */
final class ClientKey {

  /** No IPv6 network begins like this (RFC 4291 2.4), so that the two do not meet. */
  private static final long IPV4 = 0x0000_ffffL << 32;

  private ClientKey() {}

  static long of(InetAddress client) {
    byte[] octets = client.getAddress();
    long key = octets.length == 4 ? IPV4 : 0;
    long bits = 0;
    for (int i = 0; i < Math.min(8, octets.length); i++) {
      bits = (bits << 8) | (octets[i] & 0xff);
    }
    return key | bits;
  }
}
