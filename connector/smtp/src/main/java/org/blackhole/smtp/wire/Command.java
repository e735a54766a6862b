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
   * EHLO or HELO.
   *
   * @param name as given, printable and without blanks
   */
  record Hello(Verb verb, String name) implements Command {}

  /**
   * MAIL.
   *
   * @param parameters keywords in upper case
   * @param utf8 whether the address has octets beyond ASCII (RFC 6531)
   */
  record Mail(Address sender, Map<String, String> parameters, boolean utf8) implements Command {}

  /**
   * RCPT.
   *
   * @param parameters keywords in upper case
   * @param utf8 whether the address has octets beyond ASCII (RFC 6531)
   */
  record Rcpt(Address recipient, Map<String, String> parameters, boolean utf8) implements Command {}

  /**
   * A verb and free text: VRFY, HELP, NOOP, and verbs not implemented.
   *
   * @param argument decoded as UTF-8, empty if there is none
   */
  record Text(Verb verb, String argument) implements Command {}

  /**
   * A line that is no command.
   *
   * @param verb the verb if at least that was known
   * @param fatal whether the session must end, as the line passed every bound
   */
  record Refused(@Nullable Verb verb, Reply reply, boolean fatal) implements Command {}
}
