// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.jspecify.annotations.Nullable;

/**
 * Commands as the server blackhole by kura takes them: addresses without angle brackets and with
 * blanks around them, anything behind them, AUTH in the raw.
 */
public final class KuraParser implements LineParser {

  private static final String SIZE = "SIZE=";

  @Override
  public Command command(byte[] line, int length) {
    int blank = 0;
    while (blank < length && line[blank] != ' ' && line[blank] != 0) {
      blank++;
    }
    Verb verb = Verb.at(line, blank);
    String argument = new String(line, blank, length - blank, StandardCharsets.UTF_8).strip();
    if (verb == null) {
      return unknown();
    }
    if (verb != Verb.AUTH && argument.chars().anyMatch(Character::isISOControl)) {
      return new Command.Refused(verb, Replies.BARE_LINE_BREAK, false);
    }
    return switch (verb) {
      case HELO, EHLO -> new Command.Hello(verb, argument);
      case MAIL -> mail(argument);
      case RCPT -> rcpt(argument);
      case DATA, RSET, QUIT, STARTTLS -> new Command.Plain(verb);
      case NOOP, VRFY, EXPN, HELP, ETRN, AUTH -> new Command.Text(verb, argument);
      case BDAT, LHLO, XCLIENT, XFORWARD -> unknown();
    };
  }

  @Override
  public Command response(byte[] line, int length) {
    return new Command.Text(Verb.AUTH, new String(line, 0, length, StandardCharsets.UTF_8));
  }

  private static Command unknown() {
    return new Command.Refused(null, Replies.UNKNOWN, false);
  }

  private static Command mail(String argument) {
    String path = behind("FROM:", argument);
    if (path == null) {
      return new Command.Refused(Verb.MAIL, Replies.MAIL_SYNTAX, false);
    }
    return new Command.Mail(address(path), size(path), false);
  }

  private static Command rcpt(String argument) {
    String path = behind("TO:", argument);
    if (path == null) {
      return new Command.Refused(Verb.RCPT, Replies.RCPT_SYNTAX, false);
    }
    return new Command.Rcpt(address(path), Map.of(), false);
  }

  private static @Nullable String behind(String word, String argument) {
    return argument.regionMatches(true, 0, word, 0, word.length())
        ? argument.substring(word.length()).strip()
        : null;
  }

  private static Address address(String path) {
    int close = path.indexOf('>');
    int blank = path.indexOf(' ');
    String text;
    if (path.startsWith("<") && close > 0) {
      text = path.substring(1, close);
    } else {
      text = blank < 0 ? path : path.substring(0, blank);
    }
    return Address.of(text.strip(), text.strip().lastIndexOf('@'));
  }

  /** Of the parameters only the size means anything. */
  private static Map<String, String> size(String path) {
    int at = path.toUpperCase(Locale.ROOT).indexOf(" " + SIZE);
    if (at < 0) {
      return Map.of();
    }
    String rest = path.substring(at + 1 + SIZE.length());
    int digits = 0;
    while (digits < rest.length() && digits < 18 && Character.digit(rest.charAt(digits), 10) >= 0) {
      digits++;
    }
    return digits == 0 ? Map.of() : Map.of("SIZE", rest.substring(0, digits));
  }
}
