// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import org.blackhole.journal.Tallies;
import org.blackhole.journal.sessions.SessionMarks;
import org.blackhole.policy.Decisions;
import org.blackhole.policy.mode.Mode;
import org.jspecify.annotations.Nullable;

/** Hands what the policy decides in a session to the journal: neither knows the other. */
record Counted(Tallies tallies, SessionMarks marks) implements Decisions {

  private static final String ACCEPT = Mode.ACCEPT.label();

  @Override
  public void made(String rule, @Nullable String mode) {
    tallies.decided(rule, mode);
    if (!isUsual(rule, mode)) {
      marks.decided(rule, mode);
    }
  }

  /** That a message is accepted where no rule of the user decides is not worth a line. */
  private static boolean isUsual(String rule, @Nullable String mode) {
    return ACCEPT.equals(mode) && rule.startsWith("@");
  }

  @Override
  public void tagged(String tag) {
    tallies.tagged(tag);
    marks.tagged(tag);
  }
}
