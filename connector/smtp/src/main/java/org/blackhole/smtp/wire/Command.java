// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/** One decoded command line (RFC 5321 4.1). Syntax has been checked; order and policy have not. */
public sealed interface Command {

  /** A verb that takes no argument: DATA, RSET, QUIT, STARTTLS. */
  record Plain(Verb verb) implements Command {}

  /**
   * EHLO, HELO or LHLO.
   *
   * @param name as given, printable and without blanks
   */
  record Hello(Verb verb, String name) implements Command {}

  /**
   * MAIL.
   *
   * @param parameters keywords in upper case
   * @param utf8 whether address or parameters have octets beyond ASCII (RFC 6531)
   */
  record Mail(Address sender, Map<String, String> parameters, boolean utf8) implements Command {}

  /**
   * RCPT.
   *
   * @param parameters keywords in upper case
   * @param utf8 whether address or parameters have octets beyond ASCII (RFC 6531)
   */
  record Rcpt(Address recipient, Map<String, String> parameters, boolean utf8) implements Command {}

  /**
   * BDAT (RFC 3030): a chunk follows.
   *
   * @param size octets of the chunk
   * @param last whether it ends the message
   */
  record Bdat(long size, boolean last) implements Command {}

  /**
   * AUTH (RFC 4954).
   *
   * @param mechanism as given
   * @param initial the initial response, decoded; null if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, by one thread
  record Auth(String mechanism, byte @Nullable [] initial) implements Command {
    /** Without the response: it may be a secret. */
    @Override
    public String toString() {
      return "Auth[" + mechanism + "]";
    }
  }

  /** The client's answer to a challenge (RFC 4954 4), decoded. */
  @SuppressWarnings("ArrayRecordComponent") // read once, by one thread
  record Response(byte[] octets) implements Command {
    /** Without the response: it may be a secret. */
    @Override
    public String toString() {
      return "Response[]";
    }
  }

  /** {@code *}: the client gives up an exchange (RFC 4954 4). */
  record Cancel() implements Command {}

  /**
   * XCLIENT or XFORWARD.
   *
   * @param attributes names in upper case, values decoded from xtext and UTF-8
   */
  record Attributes(Verb verb, Map<String, String> attributes) implements Command {}

  /**
   * A verb and free text: VRFY, EXPN, ETRN, HELP, NOOP.
   *
   * @param argument decoded as UTF-8, empty if there is none
   */
  record Text(Verb verb, String argument) implements Command {

    /** Without what may be a password. */
    @Override
    public String toString() {
      return "Text[" + verb + ", " + (verb == Verb.AUTH ? "***" : argument) + "]";
    }
  }

  /** The request line of a web browser, or of a page that makes one talk to mail servers. */
  record Http() implements Command {}

  /**
   * A line that is no command, or a known verb that is not given as its grammar wants.
   *
   * @param verb the verb if at least that was known
   * @param fatal whether the session must end, as the line passed every bound
   */
  record Refused(@Nullable Verb verb, Reply reply, boolean fatal) implements Command {}
}
