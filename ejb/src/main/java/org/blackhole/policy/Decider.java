// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

/**
 * What decides when no rule of the user does, each by a name of its own. The {@code @} keeps the
 * names apart from those of the user's rules, which begin with a letter or a digit.
 */
public enum Decider {
  /** A switch in the message. */
  SWITCH("@switch"),
  /** The policy's entry for the listener. */
  LISTENER("@listener"),
  /** The listener's own option. */
  OPTION("@option"),
  /** The policy's top level. */
  MODE("@mode"),
  /** There is no policy that can be read. */
  FAULT("@fault");

  private final String rule;

  Decider(String rule) {
    this.rule = rule;
  }

  /** The name in verdicts, logs, transcripts and counts. */
  public String rule() {
    return rule;
  }
}
