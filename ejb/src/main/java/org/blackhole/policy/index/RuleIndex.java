// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Field;
import org.blackhole.policy.rule.KeptFields;
import org.blackhole.policy.rule.Network;
import org.blackhole.policy.rule.Scene;
import org.blackhole.policy.rule.Spelling;
import org.blackhole.policy.rule.TextPattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of one stage that can match. Each rule is filed under the one of its conditions
 * that tells most; a condition that several of the others share is asked once for them all; what is
 * left is always asked. Safe for any thread once made.
 */
public final class RuleIndex {

  private final long[] always;
  private final Map<String, TextIndex> headers;
  private final NetworkIndex clients;
  private final SharedConditions shared;
  // As lists, which are gone through without an iterator.
  private final List<Map.Entry<Field, TextIndex>> texts;
  private final List<Map.Entry<String, TextIndex>> parameters;
  private final List<Map.Entry<Condition.Amount.Counted, AmountIndex>> amounts;

  /** Of rules numbered from 0, each with its conditions. */
  public RuleIndex(List<List<Condition>> rules) {
    always = new long[Math.max(1, (rules.size() + 63) / 64)];
    Filing filing = new Filing();
    Map<Integer, List<Condition>> rest = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      Condition best = best(rules.get(i));
      if (best == null) {
        rest.put(i, rules.get(i));
      } else {
        filing.add(best, i);
      }
    }
    shared = new SharedConditions(rest);
    rest.keySet().stream()
        .filter(rule -> !shared.has(rule))
        .forEach(rule -> always[rule >> 6] |= 1L << rule);
    filing.freeze();
    headers = filing.headers;
    clients = filing.clients;
    texts = List.copyOf(filing.texts.entrySet());
    parameters = List.copyOf(filing.parameters.entrySet());
    amounts = List.copyOf(filing.amounts.entrySet());
  }

  private static @Nullable Condition best(List<Condition> conditions) {
    Condition best = null;
    int most = 0;
    for (Condition each : conditions) {
      int worth = worth(each);
      if (worth > most) {
        best = each;
        most = worth;
      }
    }
    return best;
  }

  /** How much a condition tells of a rule, 0 if it cannot be filed under. */
  private static int worth(Condition condition) {
    if (condition instanceof Condition.Text text) {
      return switch (TextIndex.worth(text.any())) {
        case NOTHING -> 0;
        case LITTLE -> text.field() == Field.USER || text.field() == Field.MECHANISM ? 2 : 0;
        case MUCH ->
            switch (text.field()) {
              case RECIPIENT -> 8;
              case SENDER -> 7;
              case USER -> 6;
              case HELO -> 5;
              default -> 1;
            };
      };
    } else if (condition instanceof Condition.Header header) {
      return named(header.any(), 9);
    } else if (condition instanceof Condition.Parameter parameter) {
      return named(parameter.any(), 4);
    } else if (condition instanceof Condition.Amount) {
      return 2;
    }
    return condition instanceof Condition.Client ? 3 : 0;
  }

  /** Of what may be there or not. */
  private static int named(List<TextPattern> any, int much) {
    return switch (TextIndex.worth(any)) {
      case NOTHING -> 0;
      case LITTLE -> 2;
      case MUCH -> much;
    };
  }

  /** The candidates here, and the first of them, or -1. */
  public int begin(Scene scene, Candidates found) {
    found.begin(always);
    for (int i = 0; i < texts.size(); i++) {
      Map.Entry<Field, TextIndex> each = texts.get(i);
      find(scene, each.getKey(), each.getValue(), found);
    }
    if (!headers.isEmpty()) {
      headers(scene.headers(), found);
    }
    for (int i = 0; i < parameters.size(); i++) {
      Map.Entry<String, TextIndex> each = parameters.get(i);
      String value = scene.parameter(each.getKey());
      if (value != null) {
        each.getValue().find(Spelling.of(value), found);
      }
    }
    for (int i = 0; i < amounts.size(); i++) {
      Map.Entry<Condition.Amount.Counted, AmountIndex> each = amounts.get(i);
      each.getValue().find(scene.amount(each.getKey()), found);
    }
    clients.find(scene, found);
    shared.find(scene, found);
    return found.next(0);
  }

  private static void find(Scene scene, Field field, TextIndex index, Candidates found) {
    int count = scene.count(field);
    for (int i = 0; i < count; i++) {
      index.find(scene.spelling(field, i), found);
    }
  }

  private void headers(KeptFields fields, Candidates found) {
    for (int i = 0; i < fields.count(); i++) {
      TextIndex index = headers.get(fields.name(i));
      if (index != null) {
        index.find(fields.value(i), found);
      }
    }
  }

  /** Where rules are filed, each under one of its conditions. */
  private static final class Filing {
    final Map<String, TextIndex> headers = new HashMap<>();
    final NetworkIndex clients = new NetworkIndex();
    final Map<Field, TextIndex> texts = new EnumMap<>(Field.class);
    final Map<String, TextIndex> parameters = new HashMap<>();
    final Map<Condition.Amount.Counted, AmountIndex> amounts =
        new EnumMap<>(Condition.Amount.Counted.class);

    void add(Condition best, int rule) {
      if (best instanceof Condition.Text text) {
        texts.computeIfAbsent(text.field(), field -> new TextIndex()).add(text.any(), rule);
      } else if (best instanceof Condition.Header header) {
        headers.computeIfAbsent(header.name(), name -> new TextIndex()).add(header.any(), rule);
      } else if (best instanceof Condition.Parameter parameter) {
        parameters
            .computeIfAbsent(parameter.keyword(), keyword -> new TextIndex())
            .add(parameter.any(), rule);
      } else if (best instanceof Condition.Amount amount) {
        amounts.computeIfAbsent(amount.what(), what -> new AmountIndex()).add(amount.any(), rule);
      } else if (best instanceof Condition.Client client) {
        for (Network network : client.any()) {
          clients.add(network, rule);
        }
      }
    }

    void freeze() {
      texts.values().forEach(TextIndex::freeze);
      headers.values().forEach(TextIndex::freeze);
      parameters.values().forEach(TextIndex::freeze);
      amounts.values().forEach(AmountIndex::freeze);
      clients.freeze();
    }
  }
}
