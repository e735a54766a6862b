// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/** One line to one command; total: every octet string gives a command or its refusal. */
final class CommandParser {

  private static final Command DATA = new Command.Plain(Verb.DATA);
  private static final Command RSET = new Command.Plain(Verb.RSET);
  private static final Command QUIT = new Command.Plain(Verb.QUIT);
  private static final Command STARTTLS = new Command.Plain(Verb.STARTTLS);
  private static final Command UNKNOWN = new Command.Refused(null, Replies.UNKNOWN, false);
  private static final Command BARE = new Command.Refused(null, Replies.BARE_LINE_BREAK, false);

  private CommandParser() {}

  /**
   * Parses a line.
   *
   * @param length without the line end
   */
  static Command parse(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      if (line[i] == '\n' || line[i] == '\r' || line[i] == 0) {
        return BARE;
      }
    }
    int end = length;
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
      end--;
    }
    int blank = 0;
    while (blank < end && line[blank] != ' ') {
      blank++;
    }
    Verb verb = Verb.at(line, blank);
    if (verb == null) {
      return UNKNOWN;
    }
    int argument = blank;
    while (argument < end && line[argument] == ' ') {
      argument++;
    }
    return switch (verb) {
      case EHLO, HELO -> hello(verb, line, argument, end);
      case MAIL -> mail(line, argument, end);
      case RCPT -> rcpt(line, argument, end);
      case DATA -> plain(DATA, Verb.DATA, argument == end);
      case RSET -> plain(RSET, Verb.RSET, argument == end);
      case QUIT -> plain(QUIT, Verb.QUIT, argument == end);
      case STARTTLS -> plain(STARTTLS, Verb.STARTTLS, argument == end);
      case NOOP, VRFY, EXPN, HELP, ETRN, AUTH, BDAT -> text(verb, line, argument, end);
    };
  }

  private static Command plain(Command command, Verb verb, boolean bare) {
    return bare ? command : refuse(verb, Replies.NO_ARGUMENT);
  }

  private static Command text(Verb verb, byte[] line, int from, int end) {
    return new Command.Text(verb, new String(line, from, end - from, StandardCharsets.UTF_8));
  }

  /**
   * Names that break the grammar of a domain are common and harmless; blanks and control characters
   * are neither.
   */
  private static Command hello(Verb verb, byte[] line, int from, int end) {
    if (from == end || end - from > 255) {
      return refuse(verb, Replies.HELO_SYNTAX);
    }
    for (int i = from; i < end; i++) {
      if (line[i] <= ' ' || line[i] == 127) {
        return refuse(verb, Replies.HELO_SYNTAX);
      }
    }
    return new Command.Hello(verb, new String(line, from, end - from, StandardCharsets.US_ASCII));
  }

  private static Command mail(byte[] line, int from, int end) {
    int at = after("FROM:", line, from, end);
    if (at < 0) {
      return refuse(Verb.MAIL, Replies.MAIL_SYNTAX);
    }
    Path path = new Path(line, at, end);
    Address sender = path.reverse();
    if (sender == null) {
      return refuse(Verb.MAIL, Replies.BAD_SENDER);
    }
    Parameters parameters = new Parameters(line, path.position(), end);
    Map<String, String> given = parameters.read();
    Reply refusal = parameters.refusal();
    return refusal == null
        ? new Command.Mail(sender, given, path.isUtf8())
        : refuse(Verb.MAIL, refusal);
  }

  private static Command rcpt(byte[] line, int from, int end) {
    int at = after("TO:", line, from, end);
    if (at < 0) {
      return refuse(Verb.RCPT, Replies.RCPT_SYNTAX);
    }
    Path path = new Path(line, at, end);
    Address recipient = path.forward();
    if (recipient == null) {
      return refuse(Verb.RCPT, Replies.BAD_RECIPIENT);
    }
    Parameters parameters = new Parameters(line, path.position(), end);
    Map<String, String> given = parameters.read();
    Reply refusal = parameters.refusal();
    return refusal == null
        ? new Command.Rcpt(recipient, given, path.isUtf8())
        : refuse(Verb.RCPT, refusal);
  }

  /** The index behind a word, compared without regard to case, or -1. */
  private static int after(String word, byte[] line, int from, int end) {
    if (end - from < word.length()) {
      return -1;
    }
    for (int i = 0; i < word.length(); i++) {
      byte b = line[from + i];
      if ((b >= 'a' && b <= 'z' ? b - 32 : b) != word.charAt(i)) {
        return -1;
      }
    }
    return from + word.length();
  }

  private static Command refuse(@Nullable Verb verb, Reply reply) {
    return new Command.Refused(verb, reply, false);
  }
}
