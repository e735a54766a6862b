// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import org.blackhole.journal.Tallies;
import org.blackhole.policy.Decisions;
import org.jspecify.annotations.Nullable;

/** Hands what the policy decides to the tallies: neither knows the other. */
record Counted(Tallies tallies) implements Decisions {

  @Override
  public void made(String rule, @Nullable String mode) {
    tallies.decided(rule, mode);
  }

  @Override
  public void tagged(String tag) {
    tallies.tagged(tag);
  }
}
