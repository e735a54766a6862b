// SPDX-License-Identifier: Apache-2.0
/**
 * What an application implements and receives; nothing but {@code java.*}.
 *
 * <p>An application implements {@link org.blackhole.smtp.api.SmtpListener}. It is called once per
 * session and returns that session's {@link org.blackhole.smtp.api.Conversation}, whose methods the
 * engine then calls in this order:
 *
 * <pre>
 * onSession
 *   hidden                    which extensions it shall not have
 *   onTls                     implicit TLS: after the handshake
 *   onConnect                 before the greeting
 *   ( onHelo                  each EHLO, HELO
 *   | password                AUTH by a mechanism that does not send the password
 *   | onAuth                  AUTH, once the credentials are complete
 *   | onStartTls              STARTTLS, before its 220
 *   | onTls                   STARTTLS: after the handshake; the client then says EHLO again
 *   | onConnect               XCLIENT from a trusted client: the session starts over for another
 *   | onCommand               VRFY, EXPN, ETRN, RSET, NOOP, HELP, QUIT
 *   | onMail                  opens a transaction
 *       onRecipient *         each recipient
 *       onData                before 354, or before the first chunk
 *       interest              how much of what the listener shows is wanted
 *         onContent *         if asked for: the content as it comes
 *         onHeaders           if asked for: at the end of the header section
 *       onMessage             after the final dot, or the last chunk
 *         onDelivery *        LMTP: each recipient, if the message was taken
 *       onAbandon             instead of onMessage, if the transaction does not get there
 *   ) *
 * onNotice                    at any point: the client did something worth knowing
 * onEnd                       exactly once, however the session ended
 * </pre>
 *
 * <p><b>Thread rule.</b> All methods of one conversation are called by one thread, the event loop
 * of its connection, which serves other connections too: return quickly, never block. Nothing of a
 * container's context (transaction, security, naming) is there. Values received ({@link
 * org.blackhole.smtp.api.Peer}, {@link org.blackhole.smtp.api.Address}, …) are immutable and may be
 * kept; {@link org.blackhole.smtp.api.Headers} and content buffers are views that end with the
 * call.
 *
 * <p><b>Whole messages.</b> Inside a container an application may implement {@link
 * org.blackhole.smtp.api.SmtpMessageListener} instead: it is called once for each message, on a
 * thread of the container, in a transaction if it wants one, and may block; what its {@link
 * org.blackhole.smtp.api.Mail} holds is valid during that call. An exception there costs its
 * message alone.
 *
 * <p><b>Null and exceptions.</b> Nothing is {@code null} unless marked so. A refusal is a value, a
 * {@link org.blackhole.smtp.api.Verdict}. An exception of a conversation is a defect: it is logged,
 * the client gets {@code 421 4.3.0}, the session ends, and no other session notices.
 */
@NullMarked
package org.blackhole.smtp.api;

import org.jspecify.annotations.NullMarked;
