// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.rule.Limit;
import org.blackhole.policy.rule.Rule;
import org.blackhole.policy.rule.Script;
import org.jspecify.annotations.Nullable;

/**
 * All counters of a policy, by the name of the rule or limit, in its order. What is in it does not
 * change; the counters do. Safe for any thread.
 */
public final class Counts {

  private final Map<String, Matches> rules;
  private final List<Allowance> limits;
  private final Ticker ticker;

  private Counts(Map<String, Matches> rules, List<Allowance> limits, Ticker ticker) {
    this.rules = Collections.unmodifiableMap(rules);
    this.limits = List.copyOf(limits);
    this.ticker = ticker;
  }

  /** Of a policy without rules. */
  public static Counts none(Ticker ticker) {
    return new Counts(Map.of(), List.of(), ticker);
  }

  /** Of these; whatever counts as it did here goes on from where it is, all else from zero. */
  public Counts next(List<Rule> newRules, List<Limit> newLimits) {
    Map<String, Matches> matches = new LinkedHashMap<>();
    for (Rule rule : newRules) {
      Script script = rule.script();
      if (script != null) {
        Matches known = rules.get(rule.name());
        matches.put(
            rule.name(),
            known != null && known.script().equals(script) ? known : new Matches(script, ticker));
      }
    }
    return new Counts(matches, newLimits.stream().map(this::allowance).toList(), ticker);
  }

  private Allowance allowance(Limit limit) {
    return limits.stream()
        .filter(known -> known.limit().countsLike(limit))
        .findFirst()
        .map(known -> known.with(limit))
        .orElseGet(() -> withOpen(Allowance.of(limit, ticker)));
  }

  /** What is open is no count: it stays, whatever else begins at zero. */
  private Allowance withOpen(Allowance made) {
    return limits.stream()
        .filter(
            known ->
                known.limit().name().equals(made.limit().name())
                    && known.limit().per().equals(made.limit().per()))
        .findFirst()
        .map(made::goingOnFrom)
        .orElse(made);
  }

  /** The same from zero. */
  public Counts fresh(List<Rule> sameRules, List<Limit> sameLimits) {
    Counts zero = none(ticker).next(sameRules, sameLimits);
    return new Counts(zero.rules, zero.limits.stream().map(this::withOpen).toList(), ticker);
  }

  /** The matches of a rule; null if it has no script. */
  public @Nullable Matches matches(String rule) {
    return rules.get(rule);
  }

  /** Of the rules that have scripts. */
  public Map<String, Matches> rules() {
    return rules;
  }

  /** Of the limits. */
  public List<Allowance> limits() {
    return limits;
  }
}
