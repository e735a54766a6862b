// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.count.Allowance;
import org.blackhole.policy.count.Buckets;
import org.blackhole.policy.count.Caps;
import org.blackhole.policy.count.Counts;
import org.blackhole.policy.count.Matches;
import org.blackhole.policy.rule.Per;
import org.jspecify.annotations.Nullable;

/** How counters look in JSON: one object a rule or limit and key. Pure. */
final class CountersView {

  private CountersView() {}

  static List<JsonObject> of(Counts counts) {
    List<JsonObject> all = new ArrayList<>();
    counts.limits().forEach(limit -> limit(limit, all));
    counts.rules().forEach((rule, matches) -> rule(rule, matches, all));
    return all;
  }

  private static void rule(String name, Matches matches, List<JsonObject> all) {
    matches
        .snapshot()
        .forEach(
            (key, count) ->
                all.add(
                    Json.createObjectBuilder()
                        .add("rule", name)
                        .add("key", StepView.key(matches.script().per(), key))
                        .add("matches", count)
                        .add("spent", matches.script().isSpent(count))
                        .build()));
  }

  private static void limit(Allowance allowance, List<JsonObject> all) {
    String name = allowance.limit().name();
    List<Per> per = allowance.limit().per();
    Caps caps = allowance.caps();
    if (caps != null) {
      caps.snapshot()
          .forEach(
              (key, open) ->
                  all.add(
                      Json.createObjectBuilder()
                          .add("limit", name)
                          .add("key", StepView.key(per, key))
                          .add("of", "sessions")
                          .add("open", open)
                          .add("size", caps.size())
                          .build()));
    }
    buckets(name, per, "sessions", allowance.sessions(), all);
    buckets(name, per, "messages", allowance.messages(), all);
    buckets(name, per, "recipients", allowance.recipients(), all);
    buckets(name, per, "octets", allowance.octets(), all);
  }

  private static void buckets(
      String name, List<Per> per, String of, @Nullable Buckets buckets, List<JsonObject> all) {
    if (buckets == null) {
      return;
    }
    for (Map.Entry<List<String>, Double> each : buckets.snapshot().entrySet()) {
      all.add(
          Json.createObjectBuilder()
              .add("limit", name)
              .add("key", StepView.key(per, each.getKey()))
              .add("of", of)
              .add("left", number(each.getValue()))
              .add("size", buckets.size())
              .build());
    }
  }

  /** To tenths; whole numbers without a point. */
  static JsonNumber number(double value) {
    return Json.createValue(
        BigDecimal.valueOf(value).setScale(1, RoundingMode.FLOOR).stripTrailingZeros());
  }
}
