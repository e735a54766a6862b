// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened to whom. Safe for any thread. */
final class Outcomes {

  /** Begins the name of what should not have happened. */
  private static final String WRONG = "WRONG ";

  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String what) {
    counts.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  void wrong(String what) {
    add(WRONG + what);
  }

  long wrongs() {
    return counts.entrySet().stream()
        .filter(each -> each.getKey().startsWith(WRONG))
        .mapToLong(each -> each.getValue().sum())
        .sum();
  }

  long of(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }
}
