// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Address literals (RFC 5321 4.1.3): {@code 192.0.2.1}, {@code IPv6:2001:db8::1}, {@code
 * Tag:content}.
 */
final class AddressLiteral {

  private static final String IPV6 = "ipv6:";
  private static final Pattern IPV6_OCTETS = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private AddressLiteral() {}

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
    if (!IPV6_OCTETS.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress.getByName(text); // has a colon, so nothing is looked up
      return true;
    } catch (UnknownHostException malformed) {
      return false;
    }
  }

  private static boolean isTag(String tag) {
    if (tag.isEmpty() || tag.endsWith("-")) {
      return false;
    }
    return tag.chars().allMatch(c -> Octets.is((byte) c, Octets.LETTER_DIGIT_HYPHEN));
  }
}
