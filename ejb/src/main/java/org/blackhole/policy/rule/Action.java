// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/**
 * What a rule or a limit does. Without a decision it takes effect, and the rules go on. Immutable.
 *
 * @param decision what is decided, or null
 * @param delay before whatever follows, or null
 * @param throttle of what is read, or null
 * @param throttleReplies of what is sent, or null
 * @param tag by which the session is to be found, or null
 */
public record Action(
    @Nullable Decision decision,
    @Nullable DurationRange delay,
    @Nullable RateRange throttle,
    @Nullable RateRange throttleReplies,
    @Nullable String tag) {

  /** Nothing at all. */
  public static final Action NONE = new Action(null, null, null, null, null);

  /** A decision by itself. */
  public static Action of(Decision decision) {
    return new Action(decision, null, null, null, null);
  }
}
