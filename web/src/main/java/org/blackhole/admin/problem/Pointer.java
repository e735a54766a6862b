// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import java.nio.charset.StandardCharsets;

/** A JSON pointer in its form as a URI fragment (RFC 6901 6). Immutable. */
record Pointer(String text) {

  /** The whole document. */
  static final Pointer ROOT = new Pointer("#");

  Pointer child(String member) {
    return new Pointer(text + "/" + escape(member));
  }

  Pointer child(int index) {
    return new Pointer(text + "/" + index);
  }

  /**
   * Tilde and slash as RFC 6901 3 has it, then all that a fragment cannot hold, percent-encoded.
   */
  private static String escape(String member) {
    StringBuilder out = new StringBuilder(member.length() + 8);
    for (byte octet : member.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c == '~') {
        out.append("~0");
      } else if (c == '/') {
        out.append("~1");
      } else if (isFragment(c)) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isFragment(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._!$&'()*+,;=:@?".indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
