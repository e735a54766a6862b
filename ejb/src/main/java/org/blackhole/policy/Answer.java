// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and where it comes from, made once and used for every message. Immutable.
 *
 * @param verdict carries the decider's name
 * @param mode null if no mode was asked
 */
record Answer(Verdict verdict, Decider by, @Nullable Mode mode) {

  Answer(Verdict verdict, Decider by, @Nullable Mode mode) {
    this.verdict = verdict.by(by.rule());
    this.by = by;
    this.mode = mode;
  }
}
