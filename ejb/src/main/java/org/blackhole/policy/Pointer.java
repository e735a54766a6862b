// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.nio.charset.StandardCharsets;

/**
 * A place in a JSON document: a JSON pointer (RFC 6901 6) as URI fragment, such as {@code
 * #/listeners/mx/delay}. Immutable.
 */
public record Pointer(String fragment) {

  /** The whole document. */
  public static final Pointer ROOT = new Pointer("#");

  // What a fragment may hold as it is (RFC 3986 3.5), without letters and digits.
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

  /** The member of this name below here. */
  public Pointer member(String name) {
    StringBuilder out = new StringBuilder(fragment).append('/');
    String escaped = name.replace("~", "~0").replace("/", "~1");
    for (byte octet : escaped.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (isPlain(c)) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return new Pointer(out.toString());
  }

  /** The element at this index below here. */
  public Pointer element(int index) {
    return new Pointer(fragment + "/" + index);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  /** The fragment, {@code #} included. */
  @Override
  public String toString() {
    return fragment;
  }
}
