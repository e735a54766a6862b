// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's side of one SMTP session (RFC 5321 3). Every method has a default that says
 * yes, and each is called on the event loop of the connection: return quickly, never block. The
 * package page shows the order of the calls.
 */
public interface Conversation {

  /**
   * Extension keywords, in upper case, that this session is not offered and does not get, on top of
   * those that its listener hides; {@link Extension#keywords()} has all that count. What is asked
   * of a client stays so: where STARTTLS or AUTH is required and hidden, it can do no more. Asked
   * once, before anything else.
   */
  default Set<String> hidden(Peer peer) {
    return Set.of();
  }

  /**
   * Before the greeting, and before that which follows XCLIENT. A reply with 4yz or 5yz takes the
   * greeting's place (RFC 5321 3.1).
   */
  default Verdict onConnect(Peer peer) {
    return Verdict.proceed();
  }

  /** EHLO or HELO; {@link Peer#helo()} has the name given. */
  default Verdict onHelo(Peer peer) {
    return Verdict.proceed();
  }

  /**
   * STARTTLS where it could begin, before its 220. After a refusal the session goes on as it is.
   */
  default Verdict onStartTls(Peer peer) {
    return Verdict.proceed();
  }

  /**
   * TLS is about to begin: at once on a listener with implicit TLS, after {@link #onStartTls} has
   * said yes elsewhere. Asked a second time, with what the client said in its ClientHello, if the
   * first answer is {@link Handshake#afterHello()}; that may not be the second, nor may {@link
   * Handshake#plain()}, which with implicit TLS is no answer at all. After a fault here the
   * handshake takes place as usual, and the client is told inside TLS; at STARTTLS it is told at
   * once.
   *
   * @param hello null the first time
   */
  default Handshake onHandshake(Peer peer, @Nullable ClientHello hello) {
    return Handshake.usual();
  }

  /**
   * The TLS handshake is done; {@link Peer#tls()} has its facts. After STARTTLS the HELO name is
   * forgotten.
   */
  default Verdict onTls(Peer peer) {
    return Verdict.proceed();
  }

  /**
   * A client gave credentials that are complete and, where the mechanism proves it, right (RFC
   * 4954). To proceed is 235.
   */
  default Verdict onAuth(Peer peer, Credentials credentials) {
    return Verdict.proceed();
  }

  /**
   * The password that mechanisms are checked against which do not send it, such as CRAM-MD5 and
   * SCRAM. Null, the default, takes the listener's setting.
   *
   * @param user the name claimed
   */
  default @Nullable String password(Peer peer, String user) {
    return null;
  }

  /**
   * MAIL; the envelope has the reverse path and its parameters. After a refusal there is no
   * transaction. With {@code compat=kura}, which asks for no order, a transaction may also begin
   * with RCPT or DATA, and is not shown here.
   */
  default Verdict onMail(Envelope envelope) {
    return Verdict.proceed();
  }

  /**
   * RCPT; {@code recipient} joins the envelope if the verdict is to proceed. A refusal leaves the
   * others.
   */
  default Verdict onRecipient(Envelope envelope, Recipient recipient) {
    return Verdict.proceed();
  }

  /** DATA, or the first BDAT, with at least one recipient; before 354 or the chunk. */
  default Verdict onData(Envelope envelope) {
    return Verdict.proceed();
  }

  /**
   * How much of the content of this message is to be shown, out of what its listener shows; the
   * default is all of that. Asked once for each message, after {@link #onData}. To ask for less
   * spares the engine what nobody looks at.
   */
  default ContentInterest interest(Envelope envelope) {
    return ContentInterest.BODY;
  }

  /**
   * Content as it streams in, dots unstuffed, header section included; only if {@link
   * ContentInterest#BODY} was asked for, by the listener and by {@link #interest}.
   *
   * <p>A verdict that comes later, or a delay, keeps the client waiting: nothing more is read until
   * then. What was read before may still be shown; of several such verdicts the last counts. A
   * refusal is said after the end of the content, of which no more is shown; close, reset and hang
   * act at once.
   *
   * @param content read-only, valid during this call only, of any size
   */
  default Verdict onContent(Envelope envelope, ByteBuffer content) {
    return Verdict.proceed();
  }

  /**
   * The header section is complete; only if {@link ContentInterest#HEADERS} or {@link
   * ContentInterest#BODY} was asked for, by the listener and by {@link #interest}. A reply decided
   * here is sent after the end of the content, as no reply may come before it; close, reset and
   * hang act at once.
   *
   * @param headers valid during this call only
   */
  default Verdict onHeaders(Envelope envelope, Headers headers) {
    return Verdict.proceed();
  }

  /**
   * The message is complete. To proceed is {@code 250}: from then on it is ours. With LMTP, what is
   * decided here but to proceed is the answer to each recipient.
   *
   * @param size octets of content, line ends included, without doubled dots and without the final
   *     dot (RFC 1870)
   */
  default Verdict onMessage(Envelope envelope, long size) {
    return Verdict.proceed();
  }

  /**
   * LMTP only (RFC 2033 4.2): whether the message is taken for this recipient, asked for each once
   * {@link #onMessage} has said yes.
   */
  default Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
    return Verdict.proceed();
  }

  /**
   * A command outside of the transaction's flow: VRFY, EXPN, ETRN, RSET, NOOP, HELP, QUIT.
   *
   * @param argument what followed the verb, decoded as UTF-8, empty if nothing did
   */
  default Verdict onCommand(Peer peer, Stage stage, String argument) {
    return Verdict.proceed();
  }

  /** The client did something worth knowing; nothing is asked. */
  default void onNotice(Peer peer, Notice notice) {}

  /**
   * A transaction ended without {@link #onMessage}: RSET, EHLO, a message over a limit, a
   * connection lost. Not called for one whose MAIL was refused.
   */
  default void onAbandon(Envelope envelope) {}

  /** The session is over. Called exactly once, last. */
  default void onEnd(Ending ending) {}
}
