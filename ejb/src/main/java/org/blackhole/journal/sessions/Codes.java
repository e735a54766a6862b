// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often each code was said in a session. Written by one thread; small while there are few. */
final class Codes {

  private int accepted; // 250
  private int first;
  private int firstCount;
  private int @Nullable [] others; // code, count, code, count

  void add(int code) {
    if (code == 250) {
      accepted++;
    } else if (first == code || first == 0) {
      first = code;
      firstCount++;
    } else {
      addOther(code);
    }
  }

  private void addOther(int code) {
    int[] known = others == null ? new int[4] : others;
    int at = 0;
    while (at < known.length && known[at] != code && known[at] != 0) {
      at += 2;
    }
    if (at == known.length) {
      known = Arrays.copyOf(known, 2 * known.length);
    }
    known[at + 1]++;
    known[at] = code;
    others = known;
  }

  /** By code, in order. */
  Map<Integer, Long> counts() {
    Map<Integer, Long> counts = new TreeMap<>();
    each((code, count) -> counts.put(code, (long) count));
    return counts;
  }

  /** Tells of each code that was said. */
  void each(EndedSession.CodeCount count) {
    tell(count, 250, accepted);
    tell(count, first, firstCount);
    int[] known = others;
    for (int i = 0; known != null && i < known.length; i += 2) {
      tell(count, known[i], known[i + 1]);
    }
  }

  private static void tell(EndedSession.CodeCount to, int code, int count) {
    if (count > 0 && code > 0) {
      to.said(code, count);
    }
  }

  /** Each code with its count, then 0. */
  void writeTo(Octets octets) {
    each(
        (code, count) -> {
          octets.number(code);
          octets.number(count);
        });
    octets.number(0);
  }
}
