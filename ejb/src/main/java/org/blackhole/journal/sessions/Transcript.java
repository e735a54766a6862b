// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

/** What there was of a {@link Script} when it was asked for. For one thread. */
final class Transcript {

  private final byte[] octets;
  private final int from;
  private final int end;

  Transcript(byte[] octets, int from, int end) {
    this.octets = octets;
    this.from = from;
    this.end = end;
  }

  /** From its beginning. */
  Cursor cursor() {
    return new Cursor(octets, from, end);
  }
}
