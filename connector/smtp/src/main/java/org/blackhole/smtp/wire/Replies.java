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

  /** RFC 3207 4: no argument is allowed. */
  public static final Reply TLS_UNAVAILABLE = Reply.of(454, "4.7.0", "TLS not available");

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

  /** RFC 5321 3.3. */
  public static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "A transaction is open already");

  /** RFC 5321 3.3. */
  public static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "Say MAIL first");

  /** RFC 5321 3.3. */
  public static final Reply RCPT_FIRST = Reply.of(554, "5.5.1", "No valid recipients");

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

  /** RFC 5321 3.8: the application threw. */
  public static final Reply FAULT = Reply.of(421, "4.3.0", "Internal error, closing connection");

  private static final EnhancedCode OK = EnhancedCode.parse("2.0.0");

  /** RFC 5321 4.1.1.8: the verbs, and the syntax of one. */
  public static final Reply HELP =
      Reply.of(
          214,
          OK,
          List.of(
              "Commands: HELO EHLO STARTTLS MAIL RCPT DATA RSET NOOP VRFY HELP QUIT",
              "HELP and a command tells its syntax"));

  /** RFC 5321 4.1.1.8. */
  public static final Reply HELP_UNKNOWN =
      Reply.of(504, "5.5.4", "No help on that; HELP lists the commands");

  /** RFC 5321 4.1.1.8: the syntax of a verb. */
  public static Reply help(Verb verb) {
    return switch (verb) {
      case HELO -> HELP_HELO;
      case EHLO -> HELP_EHLO;
      case MAIL -> HELP_MAIL;
      case RCPT -> HELP_RCPT;
      case DATA -> HELP_DATA;
      case RSET -> HELP_RSET;
      case NOOP -> HELP_NOOP;
      case QUIT -> HELP_QUIT;
      case VRFY -> HELP_VRFY;
      case HELP -> HELP_HELP;
      case STARTTLS -> HELP_STARTTLS;
      case EXPN, ETRN, AUTH, BDAT -> HELP_UNKNOWN;
    };
  }

  private static final Reply HELP_HELO = syntax("HELO domain");
  private static final Reply HELP_EHLO = syntax("EHLO domain or address literal");
  private static final Reply HELP_MAIL =
      syntax("MAIL FROM:<address> [SIZE=octets] [BODY=7BIT or 8BITMIME]");
  private static final Reply HELP_RCPT = syntax("RCPT TO:<address>");
  private static final Reply HELP_DATA = syntax("DATA");
  private static final Reply HELP_RSET = syntax("RSET");
  private static final Reply HELP_NOOP = syntax("NOOP [text]");
  private static final Reply HELP_QUIT = syntax("QUIT");
  private static final Reply HELP_VRFY = syntax("VRFY address");
  private static final Reply HELP_HELP = syntax("HELP [command]");
  private static final Reply HELP_STARTTLS = syntax("STARTTLS");

  private static Reply syntax(String text) {
    return Reply.of(214, OK, List.of("Syntax: " + text));
  }
}
