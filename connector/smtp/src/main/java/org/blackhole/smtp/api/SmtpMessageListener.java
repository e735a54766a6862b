// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * Receives whole messages. A message-driven bean implements this interface as its message-listener
 * type; it may block, and what a container gives its beans is there: transactions, injection,
 * naming.
 */
@FunctionalInterface
public interface SmtpMessageListener {

  /**
   * A message is complete. Called once for each, on a thread of the container, in a transaction if
   * the bean wants one, by many threads at once.
   *
   * <p>The client hears {@code 250} after this has returned and the transaction, if there is one,
   * has been committed; the message is the bean's from then on (RFC 5321 4.2.5). It hears {@code
   * 451 4.3.0} if the transaction was rolled back, and will try again. A crash between the commit
   * and the {@code 250} makes it send again what is stored already: {@link Mail#content()} is then
   * the same, {@link Envelope#id()} is another.
   *
   * @param mail valid during this call only
   * @throws MailRefusedException to refuse the message with a reply of choice; the transaction is
   *     rolled back
   * @throws Exception a defect: it is logged, the transaction is rolled back, the client hears
   *     {@code 451 4.3.0}
   */
  void onMessage(Mail mail) throws Exception;
}
