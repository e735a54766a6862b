// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.util.List;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.Reply;

/** Every fixed reply of the engine, each with the section that asks for it. */
public final class Replies {

  private Replies() {}

  /** RFC 5321 4.1.1.2. */
  public static final Reply MAIL_OK = Reply.of(250, "2.1.0", "Sender OK");

  /** RFC 5321 4.1.1.3. */
  public static final Reply RCPT_OK = Reply.of(250, "2.1.5", "Recipient OK");

  /** RFC 5321 4.1.1.4; no enhanced code goes with 3yz (RFC 2034 4). */
  public static final Reply DATA_GO_AHEAD = Reply.of(354, "End data with <CR><LF>.<CR><LF>");

  /** RFC 5321 4.1.1.5. */
  public static final Reply RSET_OK = Reply.of(250, "2.0.0", "OK");

  /** RFC 5321 4.1.1.9. */
  public static final Reply NOOP_OK = Reply.of(250, "2.0.0", "OK");

  /** RFC 5321 4.1.1.10. */
  public static final Reply GOODBYE = Reply.of(221, "2.0.0", "Goodbye");

  /** RFC 5321 3.5.3: says neither yes nor no. */
  public static final Reply VRFY_MAYBE = Reply.of(252, "2.0.0", "Will attempt delivery");

  /** RFC 3207 4. */
  public static final Reply TLS_GO_AHEAD = Reply.of(220, "2.0.0", "Ready to start TLS");

  /** RFC 3207 4.2. */
  public static final Reply TLS_ACTIVE = Reply.of(503, "5.5.1", "TLS is already active");

  /** RFC 3207 4. */
  public static final Reply TLS_FIRST =
      Reply.of(530, "5.7.0", "Must issue a STARTTLS command first");

  /** RFC 5321 4.2.4. */
  public static final Reply UNKNOWN = Reply.of(500, "5.5.2", "Command not recognized");

  /** RFC 5321 4.2.4. */
  public static final Reply NOT_IMPLEMENTED = Reply.of(502, "5.5.1", "Command not implemented");

  /** RFC 5321 2.3.8: a line ends with CR LF, and neither stands anywhere else. */
  public static final Reply BARE_LINE_BREAK =
      Reply.of(500, "5.5.2", "Bare CR, LF or NUL in command");

  /** RFC 5321 4.5.3.1.4. */
  public static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2", "Line too long");

  /** A line without an end. */
  public static final Reply LINE_ENDLESS =
      Reply.of(421, "4.7.0", "Line too long, closing connection");

  /** RFC 5321 4.1.1.1. */
  public static final Reply HELO_SYNTAX =
      Reply.of(501, "5.5.4", "Syntax: EHLO or HELO and your host name");

  /** RFC 5321 4.1.1.2. */
  public static final Reply MAIL_SYNTAX =
      Reply.of(501, "5.5.4", "Syntax: MAIL FROM:<address> [parameters]");

  /** RFC 5321 4.1.1.3. */
  public static final Reply RCPT_SYNTAX =
      Reply.of(501, "5.5.4", "Syntax: RCPT TO:<address> [parameters]");

  /** RFC 5321 4.1.2. */
  public static final Reply BAD_SENDER = Reply.of(501, "5.1.7", "Bad sender address syntax");

  /** RFC 5321 4.1.2. */
  public static final Reply BAD_RECIPIENT = Reply.of(501, "5.1.3", "Bad recipient address syntax");

  /** RFC 5321 4.1.1.11. */
  public static final Reply BAD_PARAMETER = Reply.of(501, "5.5.4", "Bad syntax in a parameter");

  /** RFC 5321 4.1.1.11. */
  public static final Reply DUPLICATE_PARAMETER = Reply.of(501, "5.5.4", "Parameter given twice");

  /** RFC 5321 4.1.1.11. */
  public static final Reply UNKNOWN_PARAMETER =
      Reply.of(555, "5.5.4", "Parameter not recognized or not implemented");

  /** RFC 1870 3. */
  public static final Reply BAD_SIZE = Reply.of(501, "5.5.4", "SIZE takes a number of octets");

  /** RFC 6152 2. */
  public static final Reply BAD_BODY = Reply.of(501, "5.5.4", "BODY takes 7BIT or 8BITMIME");

  /** RFC 6531 3.5. */
  public static final Reply UTF8_UNANNOUNCED = Reply.of(553, "5.6.7", "Address needs SMTPUTF8");

  /** RFC 5321 4.3.2. */
  public static final Reply NO_ARGUMENT = Reply.of(501, "5.5.4", "This command takes no argument");

  /** RFC 5321 4.1.1.6. */
  public static final Reply VRFY_SYNTAX = Reply.of(501, "5.5.4", "Syntax: VRFY address");

  /** RFC 5321 4.1.4. */
  public static final Reply HELO_FIRST = Reply.of(503, "5.5.1", "Say EHLO or HELO first");

  /** RFC 2033 4.1. */
  public static final Reply LHLO_FIRST = Reply.of(503, "5.5.1", "Say LHLO first");

  /** RFC 5321 3.3. */
  public static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "A transaction is open already");

  /** RFC 5321 3.3. */
  public static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "Say MAIL first");

  /** RFC 5321 3.3. */
  public static final Reply RCPT_FIRST = Reply.of(554, "5.5.1", "No valid recipients");

  /** RFC 2033 4.2 for DATA, RFC 3030 2 for BDAT. */
  public static final Reply RCPT_BEFORE = Reply.of(503, "5.5.1", "No valid recipients");

  /** RFC 5321 4.5.3.1.10; 452, as 552 would make some clients give up. */
  public static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients");

  /** RFC 1870 6.1 and 6.3. */
  public static final Reply TOO_LARGE =
      Reply.of(552, "5.3.4", "Message size exceeds fixed maximum message size");

  /** RFC 5321 4.5.3.1.6. */
  public static final Reply TEXT_LINE_TOO_LONG =
      Reply.of(554, "5.6.0", "A line of the message is too long");

  /** RFC 5321 3.1: after a greeting that says no, only QUIT is taken. */
  public static final Reply NOT_SERVING =
      Reply.of(503, "5.5.1", "No service here; QUIT is all that is taken");

  /** RFC 5321 4.3.2, RFC 3463 4.7.0. */
  public static final Reply TOO_MANY_ERRORS =
      Reply.of(421, "4.7.0", "Too many errors, closing connection");

  /** RFC 5321 4.5.3.2.7. */
  public static final Reply IDLE = Reply.of(421, "4.4.2", "Timeout, closing connection");

  /** RFC 5321 3.8. */
  public static final Reply SHUTTING_DOWN =
      Reply.of(421, "4.3.2", "Service shutting down, closing connection");

  /** RFC 5321 3.8. */
  public static final Reply PAUSED = Reply.of(421, "4.3.2", "Service paused, try again later");

  /** RFC 5321 3.8. */
  public static final Reply TOO_MANY_SESSIONS =
      Reply.of(421, "4.3.2", "Too many connections, try again later");

  /** RFC 5321 3.8. */
  public static final Reply TOO_MANY_FROM_ADDRESS =
      Reply.of(421, "4.7.0", "Too many connections from your address, try again later");

  /** RFC 5321 3.8. */
  public static final Reply TOO_OFTEN_FROM_ADDRESS =
      Reply.of(421, "4.7.0", "Too many new connections from your address, try again later");

  /** RFC 3207 4. */
  public static final Reply TLS_BUSY =
      Reply.of(454, "4.7.0", "TLS not available at the moment, try again later");

  /** RFC 4954 4, RFC 5321 3.8. */
  public static final Reply LOG_IN_LATE =
      Reply.of(421, "4.7.0", "Authentication took too long, closing connection");

  /** RFC 5321 3.8. */
  public static final Reply SESSION_TOO_LONG =
      Reply.of(421, "4.4.2", "Session took too long, closing connection");

  /** RFC 5321 3.8. */
  public static final Reply NO_MEMORY =
      Reply.of(421, "4.3.2", "Out of memory, closing connection, try again later");

  /** RFC 5321 3.8: somebody who looks after the server has ended it. */
  public static final Reply DISMISSED =
      Reply.of(421, "4.3.2", "Session ended by the operator, closing connection");

  /** RFC 5321 3.8: the application threw. */
  public static final Reply FAULT = Reply.of(421, "4.3.0", "Internal error, closing connection");

  /** RFC 3030 2. */
  public static final Reply BDAT_SYNTAX = Reply.of(501, "5.5.4", "Syntax: BDAT octets [LAST]");

  /** RFC 3030 2: DATA and BDAT do not mix, and BINARYMIME goes by BDAT alone. */
  public static final Reply BDAT_ONLY = Reply.of(503, "5.5.1", "This message comes by BDAT");

  /** RFC 3030 2: nothing joins an envelope whose content has begun. */
  public static final Reply CONTENT_BEGUN =
      Reply.of(503, "5.5.1", "The content of this message has begun");

  /** RFC 3461 4.3. */
  public static final Reply BAD_RET = Reply.of(501, "5.5.4", "RET takes FULL or HDRS");

  /** RFC 3461 4.4. */
  public static final Reply BAD_ENVID =
      Reply.of(501, "5.5.4", "ENVID takes up to 100 characters of xtext");

  /** RFC 3461 4.1. */
  public static final Reply BAD_NOTIFY =
      Reply.of(501, "5.5.4", "NOTIFY takes NEVER, or a list of SUCCESS, FAILURE, DELAY");

  /** RFC 3461 4.2. */
  public static final Reply BAD_ORCPT =
      Reply.of(501, "5.5.4", "ORCPT takes an address type, a semicolon and xtext");

  /** RFC 4954 5. */
  public static final Reply BAD_AUTH_PARAMETER =
      Reply.of(501, "5.5.4", "AUTH takes an address in xtext, or <>");

  /** RFC 6531 3.4, RFC 8689 3. */
  public static final Reply NO_VALUE = Reply.of(501, "5.5.4", "This parameter takes no value");

  /** RFC 2852 4. */
  public static final Reply BAD_BY =
      Reply.of(501, "5.5.4", "BY takes seconds and a mode, such as 3600;R");

  /** RFC 6710 4.1. */
  public static final Reply BAD_PRIORITY =
      Reply.of(501, "5.5.4", "MT-PRIORITY takes a number from -9 to 9");

  /** RFC 4865 5. */
  public static final Reply BAD_HOLD =
      Reply.of(501, "5.5.4", "HOLDFOR takes seconds, HOLDUNTIL a date and time; one of them");

  /** RFC 9422 3.1: MAILMAX. */
  public static final Reply TOO_MANY_MESSAGES =
      Reply.of(452, "4.5.3", "Too many messages in this session");

  /** RFC 9422 3.3: RCPTDOMAINMAX. */
  public static final Reply TOO_MANY_DOMAINS = Reply.of(452, "4.5.3", "Too many recipient domains");

  /** RFC 4954 4. */
  public static final Reply AUTH_OK = Reply.of(235, "2.7.0", "Authentication successful");

  /** RFC 4954 6. */
  public static final Reply AUTH_FAILED = Reply.of(535, "5.7.8", "Authentication failed");

  /** RFC 4954 4. */
  public static final Reply AUTH_SYNTAX =
      Reply.of(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");

  /** RFC 4954 4. */
  public static final Reply AUTH_CANCELLED = Reply.of(501, "5.7.0", "Authentication cancelled");

  /** RFC 4954 4. */
  public static final Reply BAD_BASE64 = Reply.of(501, "5.5.2", "Cannot decode base64");

  /** RFC 4954 4: what was decoded is not what the mechanism wants. */
  public static final Reply BAD_RESPONSE =
      Reply.of(501, "5.5.2", "Malformed authentication response");

  /** RFC 4954 4: the server begins with this mechanism. */
  public static final Reply UNASKED_RESPONSE =
      Reply.of(501, "5.7.0", "This mechanism takes no initial response");

  /** RFC 4954 4. */
  public static final Reply UNKNOWN_MECHANISM =
      Reply.of(504, "5.5.4", "Unrecognized authentication type");

  /** RFC 4954 6. */
  public static final Reply AUTH_NEEDS_TLS =
      Reply.of(538, "5.7.11", "Encryption required for authentication");

  /** RFC 4954 4. */
  public static final Reply AUTH_DONE = Reply.of(503, "5.5.1", "Already authenticated");

  /** RFC 4954 4. */
  public static final Reply AUTH_IN_TRANSACTION =
      Reply.of(503, "5.5.1", "AUTH is not taken within a transaction");

  /** RFC 4954 6. */
  public static final Reply AUTH_FIRST = Reply.of(530, "5.7.0", "Authentication required");

  /** RFC 4954 4, 6. */
  public static final Reply AUTH_LINE_TOO_LONG =
      Reply.of(500, "5.5.6", "Authentication exchange line is too long");

  /** RFC 1985 4. */
  public static final Reply ETRN_OK = Reply.of(250, "2.0.0", "Queueing started");

  /** RFC 1985 4. */
  public static final Reply ETRN_SYNTAX =
      Reply.of(501, "5.5.4", "Syntax: ETRN domain, @domain or #queue");

  /** RFC 5321 3.5.1, 4.1.1.7. */
  public static final Reply EXPN_SYNTAX = Reply.of(501, "5.5.4", "Syntax: EXPN list");

  /** RFC 5321 3.5.3: nobody else's lists are told. */
  public static final Reply EXPN_REFUSED = Reply.of(550, "5.7.1", "Not authorised");

  /** RFC 2033 4.1: LHLO takes the place of EHLO, and the other way round. */
  public static final Reply SPEAK_LMTP = Reply.of(500, "5.5.1", "This is LMTP; say LHLO");

  /** RFC 2033 4.1. */
  public static final Reply SPEAK_SMTP = Reply.of(500, "5.5.1", "This is SMTP; say EHLO");

  /** XCLIENT and XFORWARD, as Postfix describes them. */
  public static final Reply BAD_ATTRIBUTE = Reply.of(501, "5.5.4", "Bad or unknown attribute");

  /** XCLIENT and XFORWARD: not from everybody. */
  public static final Reply NOT_TRUSTED = Reply.of(550, "5.7.0", "Insufficient authorization");

  /** RFC 5321 2.3.8. */
  public static final Reply BARE_IN_CONTENT =
      Reply.of(554, "5.6.0", "Bare CR or LF in the message");

  /** RFC 5321 4.3.1: the client sends before the greeting. */
  public static final Reply EARLY_TALK = Reply.of(554, "5.5.1", "You talked before the greeting");

  /** The cross-protocol attack: a browser made to speak to a mail server. */
  public static final Reply HTTP = Reply.of(554, "5.5.1", "This is a mail server");

  /** RFC 5321 4.1.1.8. */
  public static final Reply HELP_UNKNOWN =
      Reply.of(504, "5.5.4", "No help on that; HELP lists the commands");

  private static final EnhancedCode CHUNK_TAKEN = EnhancedCode.parse("2.0.0");

  /** RFC 3030 2. */
  public static Reply chunk(long octets) {
    return Reply.of(250, CHUNK_TAKEN, List.of(octets + " octets received"));
  }
}
