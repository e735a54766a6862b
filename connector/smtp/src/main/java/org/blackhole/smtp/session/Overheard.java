// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What of a session may be taken down. Of AUTH there is the mechanism alone: neither responses nor
 * challenges, which together may be enough to guess a password from (RFC 4954, RFC 5802 9). As
 * clients go on with an exchange that was refused, lines behind AUTH that are no commands are
 * masked too, until a command comes.
 */
final class Overheard {

  private static final String MASK = "***";
  private static final byte[] MASKED = octets(MASK);
  private static final byte[] CANCEL = octets("*");
  private static final byte[] TOO_LONG = octets("(a line too long to be kept)");
  private static final byte[] AUTH = octets("AUTH");

  private static final int CHALLENGE = 334;
  private static final Reply MASKED_CHALLENGE = Reply.of(CHALLENGE, MASK);

  /** What everybody is asked: nothing, {@code Username:} and {@code Password:}. */
  private static final Set<String> PROMPTS = Set.of("", "VXNlcm5hbWU6", "UGFzc3dvcmQ6");

  /** Header lines of HTTP, which a listener may take for unknown commands. */
  private static final Set<String> HTTP_SECRETS =
      Set.of("authorization", "proxy-authorization", "cookie");

  /** The last that came belongs to AUTH. */
  private boolean wary;

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A reply as it may be shown. */
  static Reply shown(Reply reply) {
    return reply.code() == CHALLENGE && !PROMPTS.contains(reply.lines().get(0))
        ? MASKED_CHALLENGE
        : reply;
  }

  /**
   * A line came.
   *
   * @param line from index 0 on
   * @param length -1 if it was too long and is gone
   * @param exchange whether it is a response within AUTH
   */
  void note(Recording recording, byte[] line, int length, Command command, boolean exchange) {
    String field = command instanceof Command.Refused ? httpSecret(line, length) : null;
    if (exchange) {
      wary = true;
      give(recording, command instanceof Command.Cancel ? CANCEL : MASKED);
    } else if (length < 0) {
      give(recording, TOO_LONG);
    } else if (field != null) {
      give(recording, octets(field + ": " + MASK));
    } else if (isAuth(line, length, command)) {
      wary = true;
      give(recording, octets(auth(command)));
    } else if (command instanceof Command.Refused || command instanceof Command.Http) {
      noteNoCommand(recording, line, length);
    } else {
      wary = false;
      recording.command(line, length);
    }
  }

  private void noteNoCommand(Recording recording, byte[] line, int length) {
    if (hasBareLineBreak(line, length)) {
      recording.noticed(Notice.BARE_LINE_BREAK);
    }
    if (wary) {
      give(recording, MASKED);
      return;
    }
    recording.command(line, length);
  }

  /** The name of a header field that has a secret, or null. */
  private static @Nullable String httpSecret(byte[] line, int length) {
    int colon = 0;
    while (colon < length && line[colon] != ':') {
      colon++;
    }
    String field = new String(line, 0, colon, StandardCharsets.ISO_8859_1);
    boolean secret =
        colon < length && HTTP_SECRETS.contains(field.strip().toLowerCase(Locale.ROOT));
    return secret ? field : null;
  }

  private static boolean hasBareLineBreak(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  private static void give(Recording recording, byte[] shown) {
    recording.command(shown, shown.length);
  }

  /** Also if it is refused for its form, blanks before it included. */
  private static boolean isAuth(byte[] line, int length, Command command) {
    if (command instanceof Command.Auth
        || (command instanceof Command.Text text && text.verb() == Verb.AUTH)
        || (command instanceof Command.Refused refused && refused.verb() == Verb.AUTH)) {
      return true;
    }
    return command instanceof Command.Refused && beginsWithAuth(line, length);
  }

  private static boolean beginsWithAuth(byte[] line, int length) {
    int at = 0;
    while (at < length && line[at] <= ' ') {
      at++;
    }
    if (length - at < AUTH.length) {
      return false;
    }
    for (int i = 0; i < AUTH.length; i++) {
      byte b = line[at + i];
      if ((b >= 'a' && b <= 'z' ? b - 32 : b) != AUTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static String auth(Command command) {
    if (command instanceof Command.Auth auth
        && Mechanism.named(auth.mechanism()).isPresent()) { // or it may be the secret
      byte[] initial = auth.initial();
      return "AUTH " + auth.mechanism() + (initial == null ? "" : " " + MASK);
    }
    return "AUTH " + MASK;
  }
}
