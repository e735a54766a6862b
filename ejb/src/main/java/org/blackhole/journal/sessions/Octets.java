// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Octets that are more as they are written; {@link Cursor} reads them. Written by one thread at a
 * time; a reader that sees a new array sees what is in it.
 */
abstract class Octets {

  static final byte[] NONE = {};

  private static final int LONGEST_NUMBER = 10;
  private static final int MOST_OF_A_CHARACTER = 3;

  byte[] octets = NONE;
  int end;

  /** The size to have next, where this one is too small. */
  abstract int larger(int size, int wanted);

  /** In groups of seven bits, the lowest first. */
  final void number(long value) {
    grow(LONGEST_NUMBER);
    end = put(value, octets, end);
  }

  /** Where the next goes. */
  private static int put(long value, byte[] to, int from) {
    int at = from;
    long rest = value;
    while ((rest & ~127L) != 0) {
      to[at++] = (byte) (rest | 128);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    return at;
  }

  final void octet(int value) {
    grow(1);
    octets[end++] = (byte) value;
  }

  final void copy(byte[] from, int offset, int count) {
    grow(count);
    System.arraycopy(from, offset, octets, end, count);
    end += count;
  }

  /** A text, each of its characters a number; null is one too. */
  final void word(@Nullable String text) {
    if (text == null) {
      number(0);
      return;
    }
    int length = text.length();
    number(length + 1L);
    grow(MOST_OF_A_CHARACTER * length);
    byte[] to = octets;
    int at = end;
    for (int i = 0; i < length; i++) {
      at = put(text.charAt(i), to, at);
    }
    end = at;
  }

  final void grow(int room) {
    int wanted = end + room;
    if (wanted > octets.length) {
      byte[] more = Arrays.copyOf(octets, larger(octets.length, wanted));
      VarHandle.releaseFence();
      octets = more;
    }
  }
}
