// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

/** Classes of characters (RFC 5234 B.1). */
final class Ascii {

  private Ascii() {}

  static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Printable, and no blank. */
  static boolean isVisible(int c) {
    return c > ' ' && c < 127;
  }
}
