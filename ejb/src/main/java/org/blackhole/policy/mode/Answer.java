// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and where it comes from, made once and used for every message. Immutable.
 *
 * @param verdict carries the name of what decided
 * @param by the name of the rule, or of what decides in its place
 * @param mode null if no mode was asked
 */
public record Answer(Verdict verdict, String by, @Nullable Mode mode) {

  public Answer(Verdict verdict, String by, @Nullable Mode mode) {
    this.verdict = verdict.by(by);
    this.by = by;
    this.mode = mode;
  }
}
