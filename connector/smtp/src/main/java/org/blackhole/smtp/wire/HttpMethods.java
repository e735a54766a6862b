// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The methods of RFC 9110 9 and RFC 5789: what a web browser says first. */
final class HttpMethods {

  private static final int LONGEST = 7;
  private static final Set<String> ALL =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PRI");

  private HttpMethods() {}

  /** Whether the first octets of a line are one; methods are case-sensitive (RFC 9110 9.1). */
  static boolean isOne(byte[] line, int length) {
    return length >= 3
        && length <= LONGEST
        && ALL.contains(new String(line, 0, length, StandardCharsets.US_ASCII));
  }
}
