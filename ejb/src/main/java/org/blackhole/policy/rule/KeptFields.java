// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.Arrays;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * Values of header fields, MIME-decoded (RFC 2047), kept as long as their transaction, in room that
 * the next one uses again. For the session's thread.
 */
public final class KeptFields {

  // A session keeps room for this many from one transaction to the next.
  private static final int FEW = 8;

  private static final String[] NO_NAMES = {};
  private static final Spelling[] NO_VALUES = {};

  private String[] names = NO_NAMES;
  private Spelling[] values = NO_VALUES;
  private int count;

  /**
   * Keeps a value.
   *
   * @param name of its field, in lower case
   */
  void add(String name, String value) {
    if (count == names.length) {
      int room = Math.max(1, 2 * count);
      names = Arrays.copyOf(names, room);
      values = Arrays.copyOf(values, room);
    }
    Spelling kept = values[count];
    if (kept == null) {
      kept = new Spelling();
      values[count] = kept;
    }
    kept.read(
        value.contains("=?") ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT) : value);
    names[count++] = name;
  }

  /** Keeps nothing any more. */
  void clear() {
    if (count > FEW) {
      names = NO_NAMES;
      values = NO_VALUES;
    } else {
      for (int i = 0; i < count; i++) {
        values[i].read("");
      }
    }
    count = 0;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The name of a field, in lower case. */
  public String name(int index) {
    return names[index];
  }

  /** The value of a field. */
  public Spelling value(int index) {
    return values[index];
  }

  /** The first of this name, in lower case, that is not before this one; -1 if there is none. */
  public int next(String name, int from) {
    for (int i = from; i < count; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
