// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verbs this server knows, whether or not a listener offers them. */
public enum Verb {
  HELO,
  EHLO,
  /** LMTP (RFC 2033). */
  LHLO,
  MAIL,
  RCPT,
  DATA,
  RSET,
  NOOP,
  QUIT,
  VRFY,
  EXPN,
  HELP,
  ETRN,
  AUTH,
  BDAT,
  STARTTLS,
  /** As Postfix has it. */
  XCLIENT,
  /** As Postfix has it. */
  XFORWARD;

  private static final List<Verb> LONGER = List.of(STARTTLS, XCLIENT, XFORWARD);

  /** The verb in the first octets of a line, without regard to case (RFC 5321 2.4), or null. */
  public static @Nullable Verb at(byte[] line, int length) {
    if (length != 4) {
      return longer(line, length);
    }
    return switch (word(line, 0)) {
      case 'H' << 24 | 'E' << 16 | 'L' << 8 | 'O' -> HELO;
      case 'E' << 24 | 'H' << 16 | 'L' << 8 | 'O' -> EHLO;
      case 'L' << 24 | 'H' << 16 | 'L' << 8 | 'O' -> LHLO;
      case 'M' << 24 | 'A' << 16 | 'I' << 8 | 'L' -> MAIL;
      case 'R' << 24 | 'C' << 16 | 'P' << 8 | 'T' -> RCPT;
      case 'D' << 24 | 'A' << 16 | 'T' << 8 | 'A' -> DATA;
      case 'R' << 24 | 'S' << 16 | 'E' << 8 | 'T' -> RSET;
      case 'N' << 24 | 'O' << 16 | 'O' << 8 | 'P' -> NOOP;
      case 'Q' << 24 | 'U' << 16 | 'I' << 8 | 'T' -> QUIT;
      case 'V' << 24 | 'R' << 16 | 'F' << 8 | 'Y' -> VRFY;
      case 'E' << 24 | 'X' << 16 | 'P' << 8 | 'N' -> EXPN;
      case 'H' << 24 | 'E' << 16 | 'L' << 8 | 'P' -> HELP;
      case 'E' << 24 | 'T' << 16 | 'R' << 8 | 'N' -> ETRN;
      case 'A' << 24 | 'U' << 16 | 'T' << 8 | 'H' -> AUTH;
      case 'B' << 24 | 'D' << 16 | 'A' << 8 | 'T' -> BDAT;
      default -> null;
    };
  }

  private static @Nullable Verb longer(byte[] line, int length) {
    for (Verb verb : LONGER) {
      if (verb.isAt(line, length)) {
        return verb;
      }
    }
    return null;
  }

  private boolean isAt(byte[] line, int length) {
    if (length != name().length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (upper(line[i]) != name().charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int word(byte[] line, int i) {
    return (upper(line[i]) << 24)
        | (upper(line[i + 1]) << 16)
        | (upper(line[i + 2]) << 8)
        | upper(line[i + 3]);
  }

  private static int upper(byte b) {
    return b >= 'a' && b <= 'z' ? b - 32 : b & 0xff;
  }
}
