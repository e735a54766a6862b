// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.List;
import java.util.Set;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A rule as its user wrote it. Immutable.
 *
 * @param at where it is asked; empty for the first stage at which all it asks for is known
 * @param when all of which must hold, in the order in which they are asked
 * @param script which matches it acts on; null for all
 * @param then what it does; nothing where the script has a sequence
 * @param source the JSON that the user wrote
 */
public record Rule(
    String name,
    Set<Stage> at,
    List<Condition> when,
    @Nullable Script script,
    Action then,
    String source) {

  public Rule {
    at = Set.copyOf(at);
    when = Condition.inOrder(when);
  }

  /** Whether it is asked at this stage. */
  public boolean isAt(Stage stage, boolean implicitTls) {
    return at.isEmpty() ? Condition.latest(when, implicitTls) == stage : at.contains(stage);
  }
}
