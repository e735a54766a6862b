// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.ListenerStatus;

/**
 * Counts by listener that never go down: those of a listener that was made anew, or is gone, are
 * kept. What such a listener counted after it was last seen is lost. Safe for any thread.
 */
final class Totals {

  private final Map<String, Counts> seen = new LinkedHashMap<>();
  private final Map<String, Counts> carried = new LinkedHashMap<>();

  /** Takes in what the listeners count now; gives the totals by listener. */
  synchronized Map<String, Counts> update(List<ListenerStatus> listeners) {
    Map<String, Counts> totals = new LinkedHashMap<>();
    for (ListenerStatus listener : listeners) {
      String name = listener.info().name();
      Counts now = listener.counts();
      Counts before = seen.getOrDefault(name, Sums.ZERO);
      if (isLess(now, before)) {
        carried.merge(name, before, Sums::plus);
      }
      seen.put(name, now);
      totals.put(name, Sums.plus(now, carried.getOrDefault(name, Sums.ZERO)));
    }
    for (String name : new TreeSet<>(seen.keySet())) {
      if (!totals.containsKey(name)) {
        Counts last = seen.getOrDefault(name, Sums.ZERO);
        Counts sum = Sums.plus(last, carried.getOrDefault(name, Sums.ZERO));
        totals.put(name, Sums.withLive(sum, 0));
      }
    }
    return totals;
  }

  private static boolean isLess(Counts now, Counts before) {
    return now.sessions() < before.sessions()
        || now.octetsIn() < before.octetsIn()
        || now.octetsOut() < before.octetsOut();
  }
}
