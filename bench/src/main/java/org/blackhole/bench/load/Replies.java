// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import io.netty.buffer.ByteBuf;

/** Finds the replies in what a server sends (RFC 5321, section 4.2). Of one connection. */
final class Replies {

  /** Text that is kept of a reply, for a message of what went wrong. */
  private static final int KEPT = 80;

  private final StringBuilder text = new StringBuilder();
  private int column;
  private int code;
  private boolean last;

  /**
   * Reads up to the end of the next reply.
   *
   * @return its code, or 0 if more has to come first
   */
  int next(ByteBuf in) {
    while (in.isReadable()) {
      byte octet = in.readByte();
      if (octet == '\n') {
        column = 0;
        if (last) {
          return code;
        }
        continue;
      }
      if (column == 0) {
        code = 0;
        last = true;
      }
      if (column < 3) {
        code = code * 10 + (octet - '0');
      } else if (column == 3) {
        last = octet != '-';
        if (code >= 400) {
          text.setLength(0);
        }
      }
      if (code >= 400 && column >= 3 && text.length() < KEPT && octet >= ' ') {
        text.append((char) octet);
      }
      column++;
    }
    return 0;
  }

  /** What was said with the code, of the last refusal. */
  String text() {
    return text.toString();
  }
}
