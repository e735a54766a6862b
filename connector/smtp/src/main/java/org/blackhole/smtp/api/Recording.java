// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * Takes down what happens on one connection. Secrets never get here: what belongs to AUTH is masked
 * before, and of content there is only its size.
 *
 * <p><b>Thread rule.</b> All methods are called by the event loop of the connection, as things
 * happen: return quickly, never block, never throw.
 */
public interface Recording {

  /** Of what nobody wants to know. */
  Recording NONE = new Recording() {};

  /**
   * Octets came, decrypted if there is TLS; what is told next happens at this time.
   *
   * @param nanos by {@link System#nanoTime()}
   */
  default void read(long nanos, int octets) {}

  /** What is told next happens at this time, though nothing came: a pause is over, for example. */
  default void at(long nanos) {}

  /** More of the client is known, or it is another one: EHLO, AUTH, XCLIENT, TLS. */
  default void known(Peer peer) {}

  /**
   * A line of the client, complete and without its end, or what may be shown of it.
   *
   * @param octets valid during the call, from index 0 on
   */
  default void command(byte[] octets, int length) {}

  /** A command came without waiting for the answer before it (RFC 2920); told once. */
  default void pipelined() {}

  /** Something was said to the client. */
  default void said(Reply reply) {}

  /** The usual 250 to a message was said, with {@link Envelope#id()}. */
  default void queued(Envelope message) {}

  /** MAIL, whatever is answered. */
  default void proposed(Envelope message) {}

  /** A recipient was accepted. */
  default void added(Recipient recipient) {}

  /**
   * Content of a message has come.
   *
   * @param octets line ends included, without doubled dots and without the final dot
   * @param whole false if the connection ended in the middle
   */
  default void content(long octets, boolean whole) {}

  /**
   * A message whose content was complete is settled.
   *
   * @param accepted whether with 2yz; by LMTP, for one recipient at least
   * @param code the answer, told just before or just after; 0 if there is none
   */
  default void answered(Envelope message, boolean accepted, int code) {}

  /**
   * The client did something worth knowing; of bare line breaks, those in commands too, of which no
   * conversation is told.
   */
  default void noticed(Notice notice) {}

  /**
   * The TLS handshake failed.
   *
   * @param why for a person to read; may have words of the client
   */
  default void handshakeFailed(String why) {}

  /**
   * After the last word was said something came that was thrown away, and that the client cannot
   * have sent before it could read that word. QUIT does not count.
   */
  default void ignored() {}

  /** The connection is gone. Called exactly once, last. */
  default void ended(Ending ending) {}
}
