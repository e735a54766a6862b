// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.time.Instant;
import org.blackhole.policy.chance.Chance;
import org.jspecify.annotations.Nullable;

/**
 * A document that is or was in force. Immutable.
 *
 * @param number counts up with every change
 * @param seed of all chance: the document's own, or the one drawn for it, which stays as long as
 *     the document names none
 * @param at since when
 * @param by who put it in force
 * @param why in the words of who did; may be empty
 * @param expiry when it ends by itself; null if it lasts
 */
public record Revision(
    long number,
    PolicyDocument document,
    long seed,
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

  /** One that is in force by itself, with the document's seed or one that is drawn. */
  public static Revision first(PolicyDocument document, Instant at, String by, String why) {
    return new Revision(1, document, seed(document, null), at, by, why, null);
  }

  /** The seed of this document: its own, else the one kept with it, else one that is drawn. */
  public static long seed(PolicyDocument document, @Nullable Long kept) {
    if (document.seed() != null) {
      return document.seed();
    }
    return kept != null ? kept : Chance.draw();
  }

  /** The last lasting document: its own if it lasts, else the one that comes back. */
  public PolicyDocument lasting() {
    return expiry == null ? document : expiry.back();
  }
}
