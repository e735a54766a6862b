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

  byte[] octets = NONE;
  int end;

  /** The size to have next, where this one is too small. */
  abstract int larger(int size, int wanted);

  /** In groups of seven bits, the lowest first. */
  final void number(long value) {
    long rest = value;
    while ((rest & ~127L) != 0) {
      octet((int) rest | 128);
      rest >>>= 7;
    }
    octet((int) rest);
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
    grow(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 128) {
        octet(c);
      } else {
        number(c);
      }
    }
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
