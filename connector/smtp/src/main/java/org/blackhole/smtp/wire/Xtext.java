// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import org.jspecify.annotations.Nullable;

/** The xtext of RFC 3461 4: printable ASCII with everything else as {@code +} and two digits. */
public final class Xtext {

  private Xtext() {}

  /** Whether a value is encoded so. */
  public static boolean isValid(String value) {
    return decode(value) != null;
  }

  /** What it stands for, each octet a character of ISO 8859-1; null if it is malformed. */
  public static @Nullable String decode(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '!' || c > '~' || c == '=') {
        return null;
      }
      if (c != '+') {
        out.append(c);
        continue;
      }
      int high = i + 2 < value.length() ? digit(value.charAt(i + 1)) : -1;
      int low = i + 2 < value.length() ? digit(value.charAt(i + 2)) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.append((char) (high << 4 | low));
      i += 2;
    }
    return out.toString();
  }

  /** Upper case only (RFC 3461 4). */
  private static int digit(char c) {
    return c >= 'a' ? -1 : Character.digit(c, 16);
  }
}
