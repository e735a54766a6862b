// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.Set;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/**
 * What differs for one listener; null leaves it to what comes next. Immutable.
 *
 * @param switches whether the switches in a message count
 * @param hide extension keywords, in upper case, that sessions are not offered
 */
public record ListenerPolicy(
    @Nullable ModeSetting mode,
    @Nullable DurationRange delay,
    @Nullable Boolean switches,
    Set<String> hide) {

  public static final ListenerPolicy NONE = new ListenerPolicy(null, null, null, Set.of());

  /** One that hides nothing. */
  public ListenerPolicy(
      @Nullable ModeSetting mode, @Nullable DurationRange delay, @Nullable Boolean switches) {
    this(mode, delay, switches, Set.of());
  }

  /**
   * @throws IllegalArgumentException if the delay is over {@link PolicyDocument#MAX_DELAY}
   */
  public ListenerPolicy {
    hide = Set.copyOf(hide);
    if (delay != null) {
      PolicyDocument.requireShort(delay);
    }
  }
}
