// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;

/**
 * What still comes from a client once the last word to it was said. QUIT is only polite, and what
 * it may have sent before it could read that word says nothing: who is told 421 goes on with
 * whatever is beyond (RFC 5321 3.8, 4.2.1). On the event loop of its connection.
 */
final class Afterwards {

  private static final byte[] QUIT = {'q', 'u', 'i', 't'};

  private int pardoned;
  private int length; // of the line that is under way
  private boolean quits = true;

  /**
   * Of a client of which nothing came yet.
   *
   * @param pardoned lines that it may have sent before it could read the last word
   */
  Afterwards(int pardoned) {
    this.pardoned = pardoned;
  }

  /** Whether a line ends in this that shows that the client goes on. Consumes nothing. */
  boolean showsGoingOn(ByteBuf in) {
    for (int i = in.readerIndex(); i < in.writerIndex(); i++) {
      if (!quits) {
        i = in.indexOf(i, in.writerIndex(), (byte) '\n'); // it may be much, and is not QUIT
        if (i < 0) {
          return false;
        }
      }
      byte octet = in.getByte(i);
      if (octet != '\n') {
        take(octet);
      } else if (endsLine()) {
        return true;
      }
    }
    return false;
  }

  private void take(byte octet) {
    quits &= length < QUIT.length ? (octet | 0x20) == QUIT[length] : octet <= ' ';
    length = Math.min(length + 1, QUIT.length);
  }

  private boolean endsLine() {
    boolean isQuit = quits && length == QUIT.length;
    length = 0;
    quits = true;
    return !isQuit && pardoned-- <= 0;
  }
}
