// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that is or was in force. Immutable.
 *
 * @param number counts up with every change
 * @param at since when
 * @param by who put it in force
 * @param why in the words of who did; may be empty
 * @param expiry when it ends by itself; null if it lasts
 */
public record Revision(
    long number,
    PolicyDocument document,
    Instant at,
    String by,
    String why,
    @Nullable Expiry expiry) {

  /**
   * The end of a revision that does not last.
   *
   * @param at when
   * @param back the last lasting document, in force again then
   */
  public record Expiry(Instant at, PolicyDocument back) {}

  /** The last lasting document: its own if it lasts, else the one that comes back. */
  public PolicyDocument lasting() {
    return expiry == null ? document : expiry.back();
  }
}
