// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/** The grammar of RFC 5321 4.1.1 and its extensions, to the letter. */
public final class CommandParser implements LineParser {

  /** RFC 3030 2: enough for every size there is, and no overflow. */
  private static final int MAX_CHUNK_DIGITS = 18;

  /** RFC 4422 3.1. */
  private static final int MAX_MECHANISM = 20;

  private static final Command DATA = new Command.Plain(Verb.DATA);
  private static final Command RSET = new Command.Plain(Verb.RSET);
  private static final Command QUIT = new Command.Plain(Verb.QUIT);
  private static final Command STARTTLS = new Command.Plain(Verb.STARTTLS);
  private static final Command UNKNOWN = new Command.Refused(null, Replies.UNKNOWN, false);
  private static final Command BARE = new Command.Refused(null, Replies.BARE_LINE_BREAK, false);

  private static final Command HTTP = new Command.Http();
  private static final Command CANCEL = new Command.Cancel();

  @Override
  public Command command(byte[] line, int length) {
    if (hasBareBreak(line, length)) {
      return BARE;
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
      return HttpMethods.isOne(line, blank) ? HTTP : UNKNOWN;
    }
    int argument = blank;
    while (argument < end && line[argument] == ' ') {
      argument++;
    }
    return switch (verb) {
      case EHLO, HELO, LHLO -> hello(verb, line, argument, end);
      case MAIL -> mail(line, argument, end);
      case RCPT -> rcpt(line, argument, end);
      case DATA -> plain(DATA, Verb.DATA, argument == end);
      case RSET -> plain(RSET, Verb.RSET, argument == end);
      case QUIT -> plain(QUIT, Verb.QUIT, argument == end);
      case STARTTLS -> plain(STARTTLS, Verb.STARTTLS, argument == end);
      case BDAT -> bdat(line, argument, end);
      case XCLIENT, XFORWARD -> attributes(verb, line, argument, end);
      case AUTH -> auth(line, argument, end);
      case NOOP, VRFY, EXPN, HELP, ETRN -> text(verb, line, argument, end);
    };
  }

  @Override
  public Command response(byte[] line, int length) {
    if (length == 1 && line[0] == '*') {
      return CANCEL;
    }
    byte[] octets = base64(line, 0, length);
    return octets == null ? refuse(Verb.AUTH, Replies.BAD_BASE64) : new Command.Response(octets);
  }

  private static boolean hasBareBreak(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      if (line[i] == '\n' || line[i] == '\r' || line[i] == 0) {
        return true;
      }
    }
    return false;
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

  private static Command bdat(byte[] line, int from, int end) {
    int at = from;
    long size = 0;
    while (at < end && Octets.is(line[at], Octets.DIGIT)) {
      size = size * 10 + line[at++] - '0';
      if (at - from > MAX_CHUNK_DIGITS) {
        return refuse(Verb.BDAT, Replies.BDAT_SYNTAX);
      }
    }
    boolean last = at < end && line[at] == ' ' && after(" LAST", line, at, end) == end;
    return at > from && (at == end || last)
        ? new Command.Bdat(size, last)
        : refuse(Verb.BDAT, Replies.BDAT_SYNTAX);
  }

  /** Names and values in xtext, separated by blanks, at least one. */
  private static Command attributes(Verb verb, byte[] line, int from, int end) {
    Map<String, String> attributes = new LinkedHashMap<>();
    String text = new String(line, from, end - from, StandardCharsets.ISO_8859_1);
    for (String part : text.split(" +", -1)) {
      int equals = part.indexOf('=');
      String value = equals < 1 ? null : utf8(Xtext.decode(part.substring(equals + 1)));
      String name = equals < 1 ? "" : part.substring(0, equals).toUpperCase(Locale.ROOT);
      if (value == null || attributes.put(name, value) != null) {
        return refuse(verb, Replies.BAD_ATTRIBUTE);
      }
    }
    return new Command.Attributes(verb, attributes);
  }

  private static @Nullable String utf8(@Nullable String octets) {
    return octets == null
        ? null
        : Utf8.decode(octets.getBytes(StandardCharsets.ISO_8859_1), 0, octets.length());
  }

  private static Command auth(byte[] line, int from, int end) {
    int blank = from;
    while (blank < end && line[blank] != ' ') {
      if (line[blank] < '!' || line[blank] == 127) {
        return refuse(Verb.AUTH, Replies.AUTH_SYNTAX);
      }
      blank++;
    }
    if (blank == from || blank - from > MAX_MECHANISM) {
      return refuse(Verb.AUTH, Replies.AUTH_SYNTAX);
    }
    String mechanism = new String(line, from, blank - from, StandardCharsets.US_ASCII);
    if (blank == end) {
      return new Command.Auth(mechanism, null);
    }
    int start = blank + 1;
    if (end - start == 1 && line[start] == '=') {
      return new Command.Auth(mechanism, new byte[0]);
    }
    byte[] initial = base64(line, start, end);
    return initial == null
        ? refuse(Verb.AUTH, Replies.BAD_BASE64)
        : new Command.Auth(mechanism, initial);
  }

  /** Padded (RFC 4648 3.2), which Java's decoder does not ask for. */
  private static byte @Nullable [] base64(byte[] line, int from, int end) {
    if ((end - from) % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(Arrays.copyOfRange(line, from, end));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
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
    if (path.position() == end) {
      return new Command.Mail(sender, Map.of(), path.isUtf8());
    }
    Parameters parameters = new Parameters(line, path.position(), end);
    Map<String, String> given = parameters.read();
    Reply refusal = parameters.refusal();
    return refusal == null
        ? new Command.Mail(sender, given, path.isUtf8() || parameters.isUtf8())
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
    if (path.position() == end) {
      return new Command.Rcpt(recipient, Map.of(), path.isUtf8());
    }
    Parameters parameters = new Parameters(line, path.position(), end);
    Map<String, String> given = parameters.read();
    Reply refusal = parameters.refusal();
    return refusal == null
        ? new Command.Rcpt(recipient, given, path.isUtf8() || parameters.isUtf8())
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
