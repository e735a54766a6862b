// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Field;
import org.blackhole.policy.rule.Network;
import org.blackhole.policy.rule.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of one stage that can match. Each rule is filed under the one of its conditions
 * that tells most; those without such a condition are always asked. Safe for any thread once made.
 */
public final class RuleIndex {

  private final long[] always;
  private final Map<Field, TextIndex> texts = new EnumMap<>(Field.class);
  private final Map<String, TextIndex> headers = new HashMap<>();
  private final NetworkIndex clients = new NetworkIndex();

  /** Of rules numbered from 0, each with its conditions. */
  public RuleIndex(List<List<Condition>> rules) {
    always = new long[Math.max(1, (rules.size() + 63) / 64)];
    for (int i = 0; i < rules.size(); i++) {
      file(rules.get(i), i);
    }
    texts.values().forEach(TextIndex::freeze);
    headers.values().forEach(TextIndex::freeze);
  }

  private void file(List<Condition> conditions, int rule) {
    Condition best = null;
    for (Condition each : conditions) {
      if (worth(each) > worth(best)) {
        best = each;
      }
    }
    if (best instanceof Condition.Text text) {
      texts.computeIfAbsent(text.field(), field -> new TextIndex()).add(text.any(), rule);
    } else if (best instanceof Condition.Header header) {
      headers.computeIfAbsent(header.name(), name -> new TextIndex()).add(header.any(), rule);
    } else if (best instanceof Condition.Client client) {
      for (Network network : client.any()) {
        clients.add(network, rule);
      }
    } else {
      always[rule >> 6] |= 1L << rule;
    }
  }

  /** How much a condition tells of a rule, 0 if it cannot be filed under. */
  private static int worth(@Nullable Condition condition) {
    if (condition instanceof Condition.Text text && TextIndex.takes(text.any())) {
      return switch (text.field()) {
        case RECIPIENT -> 6;
        case SENDER -> 5;
        case USER -> 4;
        case HELO -> 3;
        default -> 1;
      };
    } else if (condition instanceof Condition.Header header && TextIndex.takes(header.any())) {
      return 7;
    }
    return condition instanceof Condition.Client ? 2 : 0;
  }

  /** The candidates here, and the first of them, or -1. */
  public int begin(Scene scene, Candidates found) {
    found.begin(always);
    if (!texts.isEmpty()) {
      texts.forEach((field, index) -> find(field, index, scene, found));
    }
    if (!headers.isEmpty()) {
      headers.forEach((name, index) -> index.find(scene.header(name), found));
    }
    if (!clients.isEmpty()) {
      clients.find(scene.client(), found);
    }
    return found.next(0);
  }

  private static void find(Field field, TextIndex index, Scene scene, Candidates found) {
    int count = scene.count(field);
    for (int i = 0; i < count; i++) {
      index.find(scene.spellings(field, i), found);
    }
  }
}
