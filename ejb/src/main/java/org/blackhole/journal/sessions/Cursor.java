// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Octets} were written, of a {@link Script} entry after entry. For one thread.
 */
final class Cursor {

  private final byte[] octets;
  private final int end;
  private int next;

  private int kind;
  private long at;

  Cursor(byte[] octets, int from, int end) {
    this.octets = octets;
    this.next = from;
    this.end = end;
  }

  /** On to the next entry, whose numbers and texts are then to be read in their order. */
  boolean advance() {
    if (next >= end) {
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
    return octets((int) number());
  }

  /** Where it stands. */
  int next() {
    return next;
  }

  int octet() {
    return octets[next++];
  }

  byte[] octets(int count) {
    next += count;
    return Arrays.copyOfRange(octets, next - count, next);
  }

  @Nullable String word() {
    int count = (int) number() - 1;
    if (count < 0) {
      return null;
    }
    char[] text = new char[count];
    for (int i = 0; i < count; i++) {
      text[i] = (char) number();
    }
    return new String(text);
  }

  /** One that is not null. */
  String wordThere() {
    return Objects.requireNonNull(word());
  }
}
