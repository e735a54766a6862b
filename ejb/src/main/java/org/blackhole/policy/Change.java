// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a change of the policy. Immutable.
 *
 * @param by who makes it
 * @param why in the words of who does; may be empty
 * @param lifetime after which the last lasting document comes back; null if the change lasts
 * @param expected the revision it was made for; null if any will do
 */
public record Change(String by, String why, @Nullable Duration lifetime, @Nullable Long expected) {

  /** The longest lifetime of a change that does not last. */
  public static final Duration MAX_LIFETIME = Duration.ofDays(365);

  /**
   * @throws IllegalArgumentException if the lifetime is not over zero, or over {@link
   *     #MAX_LIFETIME}
   */
  public Change {
    if (lifetime != null) {
      requireLifetime(lifetime);
    }
  }

  /**
   * Checks a lifetime.
   *
   * @return the one given
   * @throws IllegalArgumentException if it is not over zero, or over {@link #MAX_LIFETIME}
   */
  public static Duration requireLifetime(Duration lifetime) {
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("a change lasts for more than 0s and at most 365d");
    }
    return lifetime;
  }

  /** One that lasts, whatever is in force. */
  public static Change lasting(String by, String why) {
    return new Change(by, why, null, null);
  }
}
