// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Objects;

/**
 * A message is not taken, for a reason that its sender is to know. Thrown by {@link
 * SmtpMessageListener#onMessage}, it rolls the transaction back and is no defect.
 */
public final class MailRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  /**
   * A refusal.
   *
   * @param reply 4yz if the same message may be taken later, 5yz if not (RFC 5321 4.2.1); 421 ends
   *     the session
   * @throws IllegalArgumentException if the reply refuses nothing
   */
  public MailRefusedException(Reply reply) {
    super(reply.toString(), null, false, false);
    if (reply.code() < 400) {
      throw new IllegalArgumentException("A refusal is 4yz or 5yz: " + reply);
    }
    this.reply = Objects.requireNonNull(reply);
  }

  /** What the client hears. */
  public Reply reply() {
    return reply;
  }
}
