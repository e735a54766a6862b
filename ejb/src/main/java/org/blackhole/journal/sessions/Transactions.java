// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mail transactions in a {@link Script}: whom a client wrote to, and what came of each
 * recipient. As far as the script reaches. For one thread.
 */
final class Transactions {

  static final int MOST_RECIPIENTS = 100;

  private enum Awaited {
    NOTHING,
    MAIL,
    RCPT,
    DATA,
    MESSAGE
  }

  private final Phrases phrases;
  private final Cursor cursor;
  private final CommandVisitor visitor;

  private Awaited awaited = Awaited.NOTHING;
  private long begun;
  private @Nullable String sender;
  private List<String> recipients = new ArrayList<>();
  private String candidate = "";
  private long octets;
  private @Nullable String rule;

  Transactions(Phrases phrases, Cursor cursor, CommandVisitor visitor) {
    this.phrases = phrases;
    this.cursor = cursor;
    this.visitor = visitor;
  }

  /** All of a session. */
  static List<SentMessage> of(SessionFacts session) {
    List<SentMessage> found = new ArrayList<>();
    new Transactions(
            session.phrases(),
            session.transcript().cursor(),
            new CommandVisitor() {
              @Override
              public void over(SentMessage message) {
                found.add(message);
              }
            })
        .read();
    return found;
  }

  void read() {
    while (cursor.advance()) {
      switch (cursor.kind()) {
        case Entry.CLIENT -> command(cursor.text());
        case Entry.CLIENT_CUT -> {
          cursor.number();
          command(cursor.text());
        }
        case Entry.SERVER_PHRASE -> reply(((Reply) phrases.what((int) cursor.number())).code());
        case Entry.SERVER -> reply(code(cursor.text()));
        case Entry.QUEUED -> {
          cursor.number();
          reply(250);
        }
        case Entry.CONTENT -> {
          octets = cursor.number();
          awaited = Awaited.MESSAGE;
        }
        case Entry.CONTENT_CUT -> octets = cursor.number();
        case Entry.RULE -> rule = name();
        case Entry.MODE -> {
          rule = name();
          name();
        }
        case Entry.NOTE -> cursor.text();
        case Entry.GAP -> {
          cursor.number();
          end(0);
        }
        case Entry.TLS -> cursor.number();
        default -> throw new IllegalStateException("an entry of kind " + cursor.kind());
      }
    }
    end(0);
  }

  private void command(byte[] line) {
    switch (verb(line)) {
      case "MAIL" -> {
        end(0);
        begun = cursor.at();
        sender = path(line);
        awaited = Awaited.MAIL;
        rule = null;
      }
      case "RCPT" -> {
        candidate = path(line);
        awaited = Awaited.RCPT;
        rule = null;
      }
      case "DATA", "BDAT" -> {
        awaited = Awaited.DATA;
        rule = null;
      }
      case "RSET", "EHLO", "HELO", "LHLO", "QUIT" -> {
        end(0);
        awaited = Awaited.NOTHING;
      }
      default -> awaited = Awaited.NOTHING;
    }
  }

  private void reply(int code) {
    String from = sender;
    Awaited what = awaited;
    awaited = Awaited.NOTHING;
    switch (what) {
      case MAIL -> {
        visitor.mail(cursor.at(), from == null ? "" : from, code);
        if (code >= 400) {
          end(code);
        }
      }
      case RCPT -> {
        visitor.rcpt(cursor.at(), from == null ? "" : from, candidate, code);
        if (code < 300 && recipients.size() < MOST_RECIPIENTS) {
          recipients.add(candidate);
        }
      }
      case DATA -> {
        if (code >= 400) {
          end(code);
        }
      }
      case MESSAGE -> end(code);
      case NOTHING -> {}
    }
  }

  private void end(int code) {
    String from = sender;
    if (from != null || !recipients.isEmpty()) {
      visitor.over(
          new SentMessage(begun, from == null ? "" : from, recipients, octets, code, rule));
    }
    sender = null;
    recipients = new ArrayList<>();
    octets = 0;
    rule = null;
  }

  private String name() {
    int number = (int) cursor.number();
    return number == 0 ? Visible.text(cursor.text()) : (String) phrases.what(number - 1);
  }

  private static String verb(byte[] line) {
    return line.length < 4
        ? ""
        : new String(line, 0, 4, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
  }

  /** What stands in angle brackets, or where some leave them out, the word behind the colon. */
  private static String path(byte[] line) {
    String text = Visible.text(line);
    int open = text.indexOf('<');
    int close = open < 0 ? -1 : close(text, open);
    if (close >= 0) {
      String inside = text.substring(open + 1, close);
      int route = inside.startsWith("@") ? inside.indexOf(':') : -1;
      return inside.substring(route + 1);
    }
    String behind = text.substring(text.indexOf(':') + 1).strip();
    int blank = behind.indexOf(' ');
    return blank < 0 ? behind : behind.substring(0, blank);
  }

  /** The angle bracket that closes; a quoted local part may hold others. */
  private static int close(String text, int open) {
    boolean quoted = false;
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static int code(byte[] reply) {
    return reply.length < 3 ? 0 : (reply[0] - '0') * 100 + (reply[1] - '0') * 10 + (reply[2] - '0');
  }
}
