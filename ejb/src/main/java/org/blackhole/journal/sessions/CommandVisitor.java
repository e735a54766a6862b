// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

/**
 * Is told of what a client asked for in its transactions, with the answers, in order. Times are
 * microseconds since the session began.
 */
public interface CommandVisitor {

  /** MAIL was answered. */
  default void mail(long micros, String sender, int code) {}

  /** RCPT was answered. */
  default void rcpt(long micros, String sender, String recipient, int code) {}

  /** A transaction is over. */
  default void over(SentMessage message) {}
}
