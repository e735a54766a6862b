// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blackhole.smtp.api.Reply;

/** The words of the server blackhole by kura. */
final class KuraReplies {

  static final Reply HELO = Reply.of(250, "OK");
  static final Reply MAIL = Reply.of(250, "2.1.0", "OK");
  static final Reply RCPT = Reply.of(250, "2.1.5", "OK");
  static final Reply OK = Reply.of(250, "2.0.0", "OK");
  static final Reply ETRN = Reply.of(250, "Queueing started");
  static final Reply EXPN_REFUSED = Reply.of(550, "Not authorised");
  static final Reply TIMEOUT = Reply.of(421, "Timeout");
  static final Reply NO_STARTTLS = Reply.of(500, "Not implemented");
  static final Reply UNKNOWN = Reply.of(502, "5.5.2", "Command not recognised");
  static final Reply TOO_MANY_UNKNOWN = Reply.of(502, "5.5.3", "Too many unknown commands");
  static final Reply AUTH_SYNTAX = Reply.of(501, "5.5.4", "Syntax: AUTH mechanism");
  static final Reply TOO_LARGE = Reply.of(552, "Message size exceeds fixed maximum message size");

  private static final String VERBS =
      "Supported commands: AUTH DATA EHLO ETRN EXPN HELO MAIL NOOP QUIT RCPT RSET VRFY";
  private static final Reply HELP = Reply.of(250, VERBS);
  private static final Reply HELP_UNKNOWN = Reply.of(501, VERBS);
  private static final Map<String, Reply> SYNTAX =
      Map.ofEntries(
          syntax("AUTH", "AUTH CRAM-MD5 LOGIN PLAIN"),
          syntax("DATA", "DATA"),
          syntax("EHLO", "EHLO domain.tld"),
          syntax("ETRN", "ETRN"),
          syntax("EXPN", "EXPN <list1 | list2 | list3 | all>"),
          syntax("HELO", "HELO domain.tld"),
          syntax("MAIL", "MAIL FROM: <address>"),
          syntax("NOOP", "NOOP"),
          syntax("QUIT", "QUIT"),
          syntax("RCPT", "RCPT TO: <address>"),
          syntax("RSET", "RSET"),
          syntax("VRFY", "VRFY <address>"));

  private KuraReplies() {}

  private static Map.Entry<String, Reply> syntax(String verb, String text) {
    return Map.entry(verb, Reply.of(250, "Syntax: " + text));
  }

  static Reply help(String argument) {
    if (argument.isEmpty()) {
      return HELP;
    }
    return SYNTAX.getOrDefault(argument.toUpperCase(Locale.ROOT), HELP_UNKNOWN);
  }

  /** What EHLO lists, in the original's order; STARTTLS only where the listener has it. */
  static List<String> extensions(long maxMessageSize, boolean startTls) {
    List<String> lines = new ArrayList<>();
    lines.add("HELP");
    lines.add("PIPELINING");
    lines.add("AUTH CRAM-MD5 LOGIN PLAIN");
    lines.add("SIZE " + maxMessageSize);
    lines.add("VRFY");
    lines.add("ETRN");
    lines.add("ENHANCEDSTATUSCODES");
    lines.add("8BITMIME");
    lines.add("SMTPUTF8");
    lines.add("EXPN");
    lines.add("DSN");
    if (startTls) {
      lines.add("STARTTLS");
    }
    return lines;
  }
}
