// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.policy.mode.Mode;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a limit or a rule has decided. Immutable.
 *
 * @param rule its name
 * @param verdict carries the name
 * @param delay milliseconds of its own, or -1 where it gives none
 * @param handshake what it means for a handshake; null if that takes place
 * @param mode that answered, or null
 */
record Ruling(
    String rule, Verdict verdict, long delay, @Nullable Handshake handshake, @Nullable Mode mode) {

  /** Whether it is a yes. */
  boolean accepts() {
    return isYes(verdict);
  }

  /** Whether a verdict is a yes. */
  static boolean isYes(Verdict verdict) {
    return switch (verdict.action()) {
      case PROCEED -> true;
      case REPLY -> verdict.reply() != null && verdict.reply().isPositive();
      default -> false;
    };
  }
}
