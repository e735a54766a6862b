// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import java.util.Set;

/** Another tool, as far as it is told to fail. Safe for any thread. */
sealed interface Tool permits MailpitChaos, MailhogJim, JamesBehaviors {

  /** The setting that turns it on. */
  String setting();

  /** Where it is asked: the path below the root of the server. */
  String path();

  /** What it can be asked, GET included. */
  Set<String> methods();

  /**
   * Carries a call out.
   *
   * @param by the account that asks
   * @throws BadCallException if that cannot be done
   */
  Answer answer(String method, byte[] body, String by);

  /** A call that cannot be carried out, as the tool would tell it. */
  default Answer refusal(String why) {
    return Answer.problem(400, why, path());
  }
}
