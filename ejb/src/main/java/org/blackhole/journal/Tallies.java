// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How often each rule and each mode acted, and each tag was given, since the server started. Safe
 * for any thread.
 */
public final class Tallies {

  /** A snapshot: by the name of the rule, by the label of the mode, by the tag. */
  public record Decided(Map<String, Long> rules, Map<String, Long> modes, Map<String, Long> tags) {}

  private final ConcurrentHashMap<String, LongAdder> rules = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LongAdder> modes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, LongAdder> tags = new ConcurrentHashMap<>();

  /** Counts a decision; {@code mode} is null where no mode answered. */
  public void decided(String rule, @Nullable String mode) {
    count(rules, rule);
    if (mode != null) {
      count(modes, mode);
    }
  }

  /** Counts a tag that a session was given. */
  public void tagged(String tag) {
    count(tags, tag);
  }

  /** What has been counted so far, by name in order. */
  public Decided snapshot() {
    return new Decided(sums(rules), sums(modes), sums(tags));
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
