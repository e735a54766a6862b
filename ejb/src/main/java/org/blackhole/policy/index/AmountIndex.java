// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.blackhole.policy.rule.Comparison;

/** Rules by what they compare one number with: those that do not hold are not looked at. */
final class AmountIndex {

  /** Thresholds in the order in which a number reaches them. */
  private static final class Steps {
    private final long[] values;
    private final int[][] rules;

    Steps(Map<Long, int[]> all) {
      values = all.keySet().stream().mapToLong(Long::longValue).toArray();
      rules = all.values().toArray(new int[0][]);
    }
  }

  private final Map<Long, int[]> leasts = new TreeMap<>();
  private final Map<Long, int[]> mosts = new TreeMap<>(Comparator.reverseOrder());
  private final Map<Long, int[]> equals = new TreeMap<>();

  private Steps atLeast = new Steps(Map.of());
  private Steps atMost = new Steps(Map.of());
  private Steps equal = new Steps(Map.of());

  /** Adds a rule that matches only if one of these holds. */
  void add(List<Comparison> any, int rule) {
    for (Comparison each : any) {
      long value = each.value();
      switch (each.relation()) {
        case AT_LEAST -> put(leasts, value, rule);
        case AT_MOST -> put(mosts, value, rule);
        case EQUAL -> put(equals, value, rule);
        case MORE -> {
          if (value < Long.MAX_VALUE) {
            put(leasts, value + 1, rule);
          }
        }
        case LESS -> {
          if (value > Long.MIN_VALUE) {
            put(mosts, value - 1, rule);
          }
        }
      }
    }
  }

  private static void put(Map<Long, int[]> steps, long value, int rule) {
    steps.merge(value, new int[] {rule}, (old, one) -> Numbers.plus(old, one[0]));
  }

  /** Makes it ready; nothing may be added afterwards. */
  void freeze() {
    atLeast = new Steps(leasts);
    atMost = new Steps(mosts);
    equal = new Steps(equals);
  }

  /** Adds those that can match this number; none if it is not known, which is under 0. */
  void find(long number, Candidates found) {
    if (number < 0) {
      return;
    }
    for (int i = 0; i < atLeast.values.length && atLeast.values[i] <= number; i++) {
      found.add(atLeast.rules[i]);
    }
    for (int i = 0; i < atMost.values.length && atMost.values[i] >= number; i++) {
      found.add(atMost.rules[i]);
    }
    int same = Arrays.binarySearch(equal.values, number);
    if (same >= 0) {
      found.add(equal.rules[same]);
    }
  }
}
