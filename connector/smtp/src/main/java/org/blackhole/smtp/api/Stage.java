// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Locale;

/**
 * The points of a session at which an application decides, in the order in which they can first be
 * reached.
 */
public enum Stage {
  /** Before the greeting. */
  CONNECT,
  /** EHLO, HELO. */
  HELO,
  /** The TLS handshake, implicit or by STARTTLS. */
  TLS,
  /** AUTH. */
  AUTH,
  /** MAIL. */
  MAIL,
  /** RCPT. */
  RCPT,
  /** DATA, before 354. */
  DATA,
  /** The end of the header section. */
  HEADERS,
  /** The end of the content. */
  MESSAGE,
  /** VRFY. */
  VRFY,
  /** EXPN. */
  EXPN,
  /** ETRN. */
  ETRN,
  /** RSET. */
  RSET,
  /** NOOP. */
  NOOP,
  /** HELP. */
  HELP,
  /** QUIT. */
  QUIT,
  /**
   * Anything that is not a command: unknown verbs, over-long lines, time-outs. Nothing is asked
   * here.
   */
  OTHER;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name used in policies, counts and transcripts: lower case. */
  public String label() {
    return label;
  }
}
