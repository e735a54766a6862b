// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The name a server gives itself (RFC 5321 4.1.2, 4.1.3). */
final class HostName {

  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,255}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}(?<!\\.)");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

  private HostName() {}

  /**
   * The text, if it is a domain or an address literal.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static String require(String text) {
    if (!isDomain(text) && !isLiteral(text)) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /** A domain; four numbers are an address and no name. */
  static boolean isDomain(String text) {
    return DOMAIN.matcher(text).matches() && !Pattern.matches("[\\d.]+", text);
  }

  private static boolean isLiteral(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return false;
    }
    String inside = text.substring(1, text.length() - 1);
    return inside.regionMatches(true, 0, "IPv6:", 0, 5)
        ? isIpv6(inside.substring(5))
        : isIpv4(inside);
  }

  /** The address of a literal, without brackets; a name as it is. */
  static String bare(String hostname) {
    if (!isLiteral(hostname)) {
      return hostname;
    }
    String inside = hostname.substring(1, hostname.length() - 1);
    return inside.regionMatches(true, 0, "IPv6:", 0, 5) ? inside.substring(5) : inside;
  }

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  /** Without brackets. */
  static boolean isIpv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress.getByName(text); // has a colon, so nothing is looked up
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The machine's own name, as far as it can be known; may ask a name server. */
  static String ofThisMachine() {
    InetAddress local;
    try {
      local = InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      return "localhost";
    }
    String canonical = local.getCanonicalHostName();
    if (isDomain(canonical) && !canonical.equals("localhost")) {
      return canonical;
    }
    // A hosts file often calls the loopback address localhost first: the machine's own name says
    // more.
    if (isDomain(local.getHostName())) {
      return local.getHostName();
    }
    String address = local.getHostAddress();
    if (isIpv4(address)) {
      return "[" + address + "]";
    }
    return "localhost";
  }
}
