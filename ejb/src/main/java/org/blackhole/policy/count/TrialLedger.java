// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts as the real one would, from where that stands, and changes nothing of it. Notes what it
 * was asked. For one trial, one thread.
 */
public final class TrialLedger implements Ledger {

  /**
   * What was counted.
   *
   * @param name of the rule or limit
   * @param before matches so far, tokens that are left, or sessions that are open
   */
  public record Entry(String name, List<String> key, double before, boolean allowed) {}

  private record Place(Object counter, List<String> key) {}

  private final Map<Place, Long> taken = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /** What was counted since this was last asked. */
  public List<Entry> drain() {
    List<Entry> all = List.copyOf(entries);
    entries.clear();
    return all;
  }

  @Override
  public long match(String rule, Matches matches, List<String> key) {
    long before = matches.soFar(key) + add(matches, key, 1);
    entries.add(new Entry(rule, key, before, matches.script().due(before) >= 0));
    return before;
  }

  @Override
  public boolean take(String limit, Buckets buckets, List<String> key, long tokens) {
    double level = buckets.level(key) - taken.getOrDefault(new Place(buckets, key), 0L);
    boolean allowed = level >= tokens;
    if (allowed) {
      add(buckets, key, tokens);
    }
    entries.add(new Entry(limit, key, level, allowed));
    return allowed;
  }

  @Override
  public void giveBack(Buckets buckets, List<String> key, long tokens) {
    add(buckets, key, -tokens);
  }

  @Override
  public boolean enter(String limit, Caps caps, List<String> key) {
    long open = caps.open(key) + taken.getOrDefault(new Place(caps, key), 0L);
    boolean allowed = open < caps.size();
    if (allowed) {
      add(caps, key, 1);
    }
    entries.add(new Entry(limit, key, open, allowed));
    return allowed;
  }

  @Override
  public void leave(Caps caps, List<String> key) {
    add(caps, key, -1);
  }

  /** Gives what was taken before. */
  private long add(Object counter, List<String> key, long number) {
    Place place = new Place(counter, key);
    long before = taken.getOrDefault(place, 0L);
    taken.put(place, before + number);
    return before;
  }
}
