// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/**
 * What differs for one listener; null leaves it to what comes next. Immutable.
 *
 * @param switches whether the switches in a message count
 */
public record ListenerPolicy(
    @Nullable ModeSetting mode, @Nullable DurationRange delay, @Nullable Boolean switches) {

  public static final ListenerPolicy NONE = new ListenerPolicy(null, null, null);

  /**
   * @throws IllegalArgumentException if the delay is over {@link PolicyDocument#MAX_DELAY}
   */
  public ListenerPolicy {
    if (delay != null) {
      PolicyDocument.requireShort(delay);
    }
  }
}
