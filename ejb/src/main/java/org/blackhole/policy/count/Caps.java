// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many are open at once, by key. There are never more keys than sessions. */
public final class Caps {

  private final long size;
  private final ConcurrentHashMap<List<String>, Long> open;

  Caps(long size) {
    this(size, new ConcurrentHashMap<>());
  }

  private Caps(long size, ConcurrentHashMap<List<String>, Long> open) {
    this.size = size;
    this.open = open;
  }

  /** Of another size, for the same sessions: those that are open stay so, whoever counts them. */
  Caps resized(long other) {
    return new Caps(other, open);
  }

  public long size() {
    return size;
  }

  /** One more, if there is room. */
  boolean enter(List<String> key) {
    boolean[] entered = {false};
    open.compute(
        key,
        (k, count) -> {
          long before = count == null ? 0 : count;
          entered[0] = before < size;
          return entered[0] ? Long.valueOf(before + 1) : count;
        });
    return entered[0];
  }

  void leave(List<String> key) {
    open.computeIfPresent(key, (k, count) -> count == 1 ? null : Long.valueOf(count - 1));
  }

  long open(List<String> key) {
    return open.getOrDefault(key, 0L);
  }

  /** How many are open under each key. */
  public Map<List<String>, Long> snapshot() {
    Map<List<String>, Long> all = new TreeMap<>(Keys.ORDER);
    all.putAll(open);
    return all;
  }
}
