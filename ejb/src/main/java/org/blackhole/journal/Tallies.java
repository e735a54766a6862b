// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often each rule and each mode decided, since the server started. Safe for any thread. */
public final class Tallies {

  /** A snapshot: decisions by the name of the rule, and by the label of the mode. */
  public record Decided(Map<String, Long> rules, Map<String, Long> modes) {}

  private final ConcurrentHashMap<String, LongAdder> rules = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LongAdder> modes = new ConcurrentHashMap<>();

  /** Counts a decision; {@code mode} is null where no mode answered. */
  public void decided(String rule, @Nullable String mode) {
    count(rules, rule);
    if (mode != null) {
      count(modes, mode);
    }
  }

  /** What has been counted so far, by name in order. */
  public Decided snapshot() {
    return new Decided(sums(rules), sums(modes));
  }

  private static void count(ConcurrentHashMap<String, LongAdder> counters, String name) {
    LongAdder counter = counters.get(name);
    if (counter == null) {
      counter = counters.computeIfAbsent(name, n -> new LongAdder());
    }
    counter.increment();
  }

  private static Map<String, Long> sums(ConcurrentHashMap<String, LongAdder> counters) {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach((name, counter) -> sums.put(name, counter.sum()));
    return sums;
  }
}
