// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * An address or a network of addresses, IPv4 or IPv6. Immutable.
 *
 * @param isV4 whether of IPv4; then only the upper half of {@code high} counts
 * @param high the first 64 bits, those after the prefix zero
 * @param low the last 64 bits, likewise
 * @param prefix how many bits count, 0 to 32 or 128
 */
public record Network(boolean isV4, long high, long low, int prefix) {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  // To the letter: what is none would be looked up as a name.
  private static final Pattern LITERAL =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** The bits that do not count are cleared. */
  public Network {
    int bits = isV4 ? 32 : 128;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("a prefix has 0 to " + bits + " bits, not " + prefix);
    }
    high &= mask(Math.min(64, prefix));
    low &= mask(Math.max(0, prefix - 64));
  }

  /** That of one address alone. */
  public static Network of(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return new Network(true, (long) ByteBuffer.wrap(octets).getInt() << 32, 0, 32);
    }
    ByteBuffer both = ByteBuffer.wrap(octets);
    return new Network(false, both.getLong(), both.getLong(), 128);
  }

  /**
   * Reads {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException if it is none; for the user
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(host).matches()) {
      throw none(text);
    }
    Network whole;
    try {
      whole = of(InetAddress.getByName(host)); // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      throw none(text);
    }
    if (slash < 0) {
      return whole;
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}")) {
      throw none(text);
    }
    return whole.within(Integer.parseInt(bits));
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no address and no network such as 192.0.2.0/24 or 2001:db8::/32");
  }

  /** The network with this prefix that it lies in. */
  public Network within(int bits) {
    return new Network(isV4, high, low, bits);
  }

  /** Whether an address lies in it. */
  public boolean contains(Network address) {
    return isV4 == address.isV4
        && ((high ^ address.high) & mask(Math.min(64, prefix))) == 0
        && ((low ^ address.low) & mask(Math.max(0, prefix - 64))) == 0;
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  /** The address, with the prefix unless it is one address alone. */
  @Override
  public String toString() {
    byte[] octets =
        isV4
            ? ByteBuffer.allocate(4).putInt((int) (high >>> 32)).array()
            : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      String host = InetAddress.getByAddress(octets).getHostAddress();
      return prefix == octets.length * 8 ? host : host + "/" + prefix;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }
}
