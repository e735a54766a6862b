// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import org.blackhole.smtp.api.Stage;

/** A text of a session that conditions can look at. */
public enum Field {
  /** The name of the listener. */
  LISTENER("listener", Stage.CONNECT),
  /** The name given with EHLO. */
  HELO("helo", Stage.HELO),
  /** The identity authenticated; at AUTH, the name claimed. */
  USER("user", Stage.MAIL),
  /** The SASL mechanism. */
  MECHANISM("mechanism", Stage.MAIL),
  /** The reverse path. */
  SENDER("sender", Stage.MAIL),
  /** A forward path: the one asked for at RCPT, later any that was accepted. */
  RECIPIENT("recipient", Stage.RCPT);

  private final String label;
  private final Stage stage;

  Field(String label, Stage stage) {
    this.label = label;
    this.stage = stage;
  }

  /** As in documents. */
  public String label() {
    return label;
  }

  /** The stage of a rule that looks at it and names none. */
  public Stage stage() {
    return stage;
  }
}
