// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

/** Text from others that may stand in a log or on a page as it is. */
public final class Printable {

  /** What a decoder puts where the octets were no text. */
  private static final int UNDECODABLE = 0xfffd;

  private Printable() {}

  /** Whether there is something to see, and nothing that is not. */
  public static boolean isPrintable(String text) {
    return !text.isBlank() && text.codePoints().allMatch(Printable::isPrintable);
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> c != UNDECODABLE;
    };
  }
}
