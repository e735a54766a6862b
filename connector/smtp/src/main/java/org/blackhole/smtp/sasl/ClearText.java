// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.Nullable;

/** A name or a password sent in clear: UTF-8 without NUL, of 1 to 255 octets (RFC 4616 2). */
final class ClearText {

  static final int MAX = 255;

  private ClearText() {}

  /** The text, or null if the octets are none. */
  static @Nullable String decode(byte[] octets, int from, int to) {
    if (from == to || to - from > MAX || indexOfNul(octets, from, to) >= 0) {
      return null;
    }
    return Utf8.decode(octets, from, to);
  }

  static int indexOfNul(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
