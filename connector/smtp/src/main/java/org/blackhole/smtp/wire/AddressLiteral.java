// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Address literals (RFC 5321 4.1.3): {@code 192.0.2.1}, {@code IPv6:2001:db8::1}, {@code
 * Tag:content}.
 */
public final class AddressLiteral {

  private static final String IPV6 = "ipv6:";

  private AddressLiteral() {}

  /**
   * The address that {@code 192.0.2.1} or {@code IPV6:2001:db8::1} stands for, or null; nothing is
   * looked up.
   */
  public static @Nullable InetAddress address(String text) {
    boolean tagged = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
    String plain = tagged ? text.substring(IPV6.length()) : text;
    if (plain.indexOf(':') < 0) {
      boolean valid = !tagged && NetUtil.isValidIpV4Address(plain);
      return valid ? NetUtil.createInetAddressFromIpAddressString(plain) : null;
    }
    return isIpv6(plain) ? NetUtil.createInetAddressFromIpAddressString(inGroups(plain)) : null;
  }

  /** Whether the octets between the brackets are one. */
  static boolean isValid(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Octets.is(line[i], Octets.LITERAL)) {
        return false;
      }
    }
    String text = new String(line, from, to - from, StandardCharsets.US_ASCII);
    int colon = text.indexOf(':');
    if (colon < 0) {
      return NetUtil.isValidIpV4Address(text);
    }
    if (text.toLowerCase(Locale.ROOT).startsWith(IPV6)) {
      return isIpv6(text.substring(IPV6.length()));
    }
    return colon + 1 < text.length() && isTag(text.substring(0, colon));
  }

  private static boolean isIpv6(String text) {
    int tail = text.lastIndexOf(':') + 1;
    // Netty takes a zone behind it and brackets around it.
    if (tail == 0 || !text.chars().allMatch(AddressLiteral::isInIpv6)) {
      return false;
    }
    if (text.indexOf('.') < 0) {
      return NetUtil.isValidIpV6Address(text);
    }
    return NetUtil.isValidIpV4Address(text.substring(tail))
        && NetUtil.isValidIpV6Address(inGroups(text));
  }

  private static boolean isInIpv6(int c) {
    return c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0);
  }

  /**
   * With two groups in place of an IPv4 address at the end, as Netty does not take all such forms.
   */
  private static String inGroups(String text) {
    int tail = text.lastIndexOf(':') + 1;
    if (text.indexOf('.', tail) < 0) {
      return text;
    }
    byte[] ipv4 = NetUtil.createByteArrayFromIpAddressString(text.substring(tail));
    return text.substring(0, tail) + group(ipv4[0], ipv4[1]) + ':' + group(ipv4[2], ipv4[3]);
  }

  private static String group(byte high, byte low) {
    return Integer.toHexString((high & 0xff) << 8 | (low & 0xff));
  }

  private static boolean isTag(String tag) {
    if (tag.isEmpty() || tag.endsWith("-")) {
      return false;
    }
    return tag.chars().allMatch(c -> Octets.is((byte) c, Octets.LETTER_DIGIT_HYPHEN));
  }
}
