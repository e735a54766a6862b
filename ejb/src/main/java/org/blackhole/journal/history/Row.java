// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What was counted in one step.
 *
 * @param at when the step begins, in seconds of the epoch
 * @param sessions begun
 * @param messages accepted
 * @param refused received to their end and then refused
 * @param codes2 replies 2yz; those that only go on, as 354, are in none of the three
 * @param p50 within this time half of the messages had their answer, in microseconds; {@link #NONE}
 *     if there was no message
 * @param p99 within this, 99 of 100
 */
public record Row(
    long at,
    long sessions,
    long messages,
    long refused,
    long octetsIn,
    long octetsOut,
    long codes2,
    long codes4,
    long codes5,
    int p50,
    int p99) {

  /** No latency. */
  public static final int NONE = -1;

  /** Of one row in a file: nine numbers, two times, a checksum. */
  static final int OCTETS = 9 * Long.BYTES + 2 * Integer.BYTES + Integer.BYTES;

  static Row empty(long at) {
    return new Row(at, 0, 0, 0, 0, 0, 0, 0, 0, NONE, NONE);
  }

  /**
   * The same step, of which another part was counted before. The times of both parts together are
   * not known: half goes by the greater part, the longest by the slower.
   */
  Row plus(Row before) {
    boolean isGreater = messages + refused >= before.messages + before.refused;
    return new Row(
        at,
        sessions + before.sessions,
        messages + before.messages,
        refused + before.refused,
        octetsIn + before.octetsIn,
        octetsOut + before.octetsOut,
        codes2 + before.codes2,
        codes4 + before.codes4,
        codes5 + before.codes5,
        p50 != NONE && (isGreater || before.p50 == NONE) ? p50 : before.p50,
        Math.max(p99, before.p99));
  }

  void write(ByteBuffer to) {
    int start = to.position();
    to.putLong(at)
        .putLong(sessions)
        .putLong(messages)
        .putLong(refused)
        .putLong(octetsIn)
        .putLong(octetsOut)
        .putLong(codes2)
        .putLong(codes4)
        .putLong(codes5)
        .putInt(p50)
        .putInt(p99);
    to.putInt(checksum(to.slice(start, OCTETS - Integer.BYTES)));
  }

  /** The row there; empty if none is, or a torn one. */
  static Optional<Row> read(ByteBuffer from) {
    ByteBuffer whole = from.slice(from.position(), OCTETS);
    from.position(from.position() + OCTETS);
    int sum = checksum(whole.slice(0, OCTETS - Integer.BYTES));
    Row row =
        new Row(
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getLong(),
            whole.getInt(),
            whole.getInt());
    return whole.getInt() == sum ? Optional.of(row) : Optional.empty();
  }

  /** CRC-32C of zeros alone is not zero: what was never written does not count. */
  private static int checksum(ByteBuffer octets) {
    CRC32C crc = new CRC32C();
    crc.update(octets);
    return (int) crc.getValue();
  }
}
