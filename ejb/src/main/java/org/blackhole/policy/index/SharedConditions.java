// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Rules by a condition that several of them have: it is asked once, and where it does not hold none
 * of them is looked at. Only what can be asked at any time, as often as one likes, is shared.
 * Immutable.
 */
final class SharedConditions {

  private final Set<Integer> rules = new HashSet<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<int[]> having = new ArrayList<>();

  /** Of rules by their numbers. */
  SharedConditions(Map<Integer, List<Condition>> all) {
    Map<Condition, Integer> uses = new HashMap<>();
    all.values().stream()
        .flatMap(List::stream)
        .filter(Condition::isPure)
        .forEach(each -> uses.merge(each, 1, Integer::sum));
    Map<Condition, int[]> shared = new LinkedHashMap<>();
    all.forEach(
        (rule, when) -> {
          Condition most = mostUsed(when, uses);
          if (most != null) {
            rules.add(rule);
            shared.merge(most, new int[] {rule}, (old, one) -> Numbers.plus(old, one[0]));
          }
        });
    shared.forEach(
        (condition, its) -> {
          conditions.add(condition);
          having.add(its);
        });
  }

  private static @Nullable Condition mostUsed(List<Condition> when, Map<Condition, Integer> uses) {
    Condition most = null;
    int times = 1;
    for (Condition each : when) {
      int count = uses.getOrDefault(each, 0);
      if (count > times) {
        most = each;
        times = count;
      }
    }
    return most;
  }

  boolean has(int rule) {
    return rules.contains(rule);
  }

  /** Adds those whose condition holds. */
  void find(Scene scene, Candidates found) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).holds(scene)) {
        found.add(having.get(i));
      }
    }
  }
}
