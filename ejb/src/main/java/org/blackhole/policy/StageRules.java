// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import org.blackhole.policy.index.RuleIndex;

/**
 * The rules of one stage of one listener, in order, and where to find those that can match.
 * Immutable but for their counts.
 */
record StageRules(List<CompiledRule> rules, RuleIndex index) {

  static StageRules of(List<CompiledRule> rules) {
    return new StageRules(
        List.copyOf(rules), new RuleIndex(rules.stream().map(CompiledRule::when).toList()));
  }
}
