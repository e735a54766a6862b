// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.TlsFacts;

/** Makes lines for people of a {@link Script}. For one thread. */
final class TranscriptReader {

  private static final String QUEUED = "250 2.0.0 OK: queued as <";

  private final SessionFacts session;
  private final Phrases phrases;
  private final Cursor cursor;
  private final List<TranscriptLine> lines = new ArrayList<>();

  TranscriptReader(SessionFacts session) {
    this.session = session;
    this.phrases = session.phrases();
    this.cursor = session.transcript().cursor();
  }

  /** All lines there are. */
  List<TranscriptLine> read() {
    while (cursor.advance()) {
      switch (cursor.kind()) {
        case Entry.CLIENT -> client(Visible.text(cursor.text()));
        case Entry.CLIENT_CUT -> {
          long count = cursor.number();
          client(Visible.text(cursor.text()) + "… (" + count + " octets)");
        }
        case Entry.SERVER_PHRASE -> server((Reply) phrases.what((int) cursor.number()));
        case Entry.SERVER -> server(new String(cursor.text(), StandardCharsets.US_ASCII));
        case Entry.QUEUED -> server(queued(cursor.number()));
        case Entry.CONTENT -> client("(" + octets(cursor.number()) + " of content)");
        case Entry.CONTENT_CUT ->
            client("(" + octets(cursor.number()) + " of content, broken off)");
        case Entry.RULE -> note("rule " + name());
        case Entry.MODE -> {
          String rule = name();
          note("mode " + name() + " by " + rule);
        }
        case Entry.TLS -> {
          cursor.number();
          note(tls());
        }
        case Entry.NOTE -> note(Visible.text(cursor.text()));
        case Entry.GAP -> note("(" + cursor.number() + " entries left out)");
        default -> throw new IllegalStateException("an entry of kind " + cursor.kind());
      }
    }
    return lines;
  }

  private void client(String text) {
    add(TranscriptLine.From.CLIENT, text);
  }

  private void note(String text) {
    add(TranscriptLine.From.NOTE, text);
  }

  private void server(Reply reply) {
    StringBuilder text = new StringBuilder(reply.length());
    reply.writeTo(
        (octets, offset, length) ->
            text.append(new String(octets, offset, length, StandardCharsets.US_ASCII)));
    server(text.toString());
  }

  private void server(String reply) {
    reply.lines().forEach(line -> add(TranscriptLine.From.SERVER, line));
  }

  private void add(TranscriptLine.From from, String text) {
    lines.add(new TranscriptLine(cursor.at(), from, text));
  }

  private String name() {
    int number = (int) cursor.number();
    return number == 0 ? Visible.text(cursor.text()) : (String) phrases.what(number - 1);
  }

  private String queued(long ordinal) {
    return QUEUED + session.id() + "." + ordinal + "@" + session.listener().hostname() + ">";
  }

  private static String octets(long count) {
    return count == 1 ? "1 octet" : count + " octets";
  }

  private String tls() {
    TlsFacts tls = session.tls();
    return tls == null ? "TLS" : tls.version() + " " + tls.cipher();
  }
}
