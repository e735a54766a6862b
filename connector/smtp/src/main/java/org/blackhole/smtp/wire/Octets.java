// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

/** Classes of octets, by table (RFC 5321 4.1.2, RFC 5234 B.1). */
final class Octets {

  static final int ATEXT = 1;
  static final int LETTER_DIGIT_HYPHEN = 2;
  static final int KEYWORD = 4;
  static final int VALUE = 8;
  static final int LITERAL = 16;
  static final int DIGIT = 32;

  private static final byte[] CLASS = new byte[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean digit = c >= '0' && c <= '9';
      boolean alnum = digit || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      int k = 0;
      k |= alnum || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0 ? ATEXT : 0;
      k |= alnum || c == '-' ? LETTER_DIGIT_HYPHEN | KEYWORD : 0;
      k |= c > ' ' && c < 127 && c != '=' ? VALUE : 0;
      k |= c > ' ' && c < 127 && c != '[' && c != '\\' && c != ']' ? LITERAL : 0;
      k |= digit ? DIGIT : 0;
      CLASS[c] = (byte) k;
    }
  }

  private Octets() {}

  static boolean is(byte b, int kind) {
    return b >= 0 && (CLASS[b] & kind) != 0;
  }
}
