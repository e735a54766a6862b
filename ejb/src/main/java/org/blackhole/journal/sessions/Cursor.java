// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.Arrays;

/** Goes through what a {@link Script} had when it was asked. For one thread. */
final class Cursor {

  private final byte[] octets;
  private final int length;
  private int next;

  private int kind;
  private long at;

  Cursor(byte[] octets, int length) {
    this.octets = octets;
    this.length = length;
  }

  /** On to the next entry, whose numbers and texts are then to be read in their order. */
  boolean advance() {
    if (next >= length) {
      return false;
    }
    kind = octets[next++];
    at += number();
    return true;
  }

  /** Of {@link Entry}. */
  int kind() {
    return kind;
  }

  /** When, in microseconds since the session began. */
  long at() {
    return at;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = octets[next++];
      value |= (long) (b & 127) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  byte[] text() {
    int count = (int) number();
    next += count;
    return Arrays.copyOfRange(octets, next - count, next);
  }
}
