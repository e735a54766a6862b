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
    boolean valid = plain.indexOf(':') >= 0 ? isIpv6(plain) : !tagged && isIpv4(plain);
    return valid ? NetUtil.createInetAddressFromIpAddressString(plain) : null;
  }

  private static boolean isIpv4(String text) {
    return NetUtil.isValidIpV4Address(text);
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
    if (tail == 0 || text.indexOf('%') >= 0) {
      return false;
    }
    if (text.indexOf('.') < 0) {
      return NetUtil.isValidIpV6Address(text);
    }
    // An IPv4 address stands for the last two groups; Netty does not take all such forms.
    return NetUtil.isValidIpV4Address(text.substring(tail))
        && NetUtil.isValidIpV6Address(text.substring(0, tail) + "0:0");
  }

  private static boolean isTag(String tag) {
    if (tag.isEmpty() || tag.endsWith("-")) {
      return false;
    }
    return tag.chars().allMatch(c -> Octets.is((byte) c, Octets.LETTER_DIGIT_HYPHEN));
  }
}
