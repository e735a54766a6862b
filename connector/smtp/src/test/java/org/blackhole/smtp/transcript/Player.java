// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays a transcript over a line and fails with the place in the file where the server said
 * something else.
 */
public final class Player {

  private final Line line;
  private final String host;

  /**
   * A player.
   *
   * @param host the name the server goes by
   */
  public Player(Line line, String host) {
    this.line = line;
    this.host = host;
  }

  /** Plays it from the greeting on. */
  public void play(Transcript transcript) throws IOException {
    play(transcript, transcript.steps());
  }

  /** Plays it where the greeting has been said already, outside of TLS. */
  public void playAfterGreeting(Transcript transcript) throws IOException {
    play(transcript, transcript.steps().subList(1, transcript.steps().size()));
  }

  private void play(Transcript transcript, List<Transcript.Step> steps) throws IOException {
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    for (Transcript.Step step : steps) {
      if (step instanceof Transcript.Send send) {
        pending.writeBytes(send.octets().getBytes(StandardCharsets.ISO_8859_1));
        continue;
      }
      if (pending.size() > 0) {
        line.send(pending.toByteArray());
        pending.reset();
      }
      expect(transcript, step);
    }
    if (pending.size() > 0) {
      line.send(pending.toByteArray());
    }
  }

  private void expect(Transcript transcript, Transcript.Step step) throws IOException {
    if (step instanceof Transcript.Expect expected) {
      String got = line.receive();
      if (got == null || !pattern(expected.text()).matcher(got).matches()) {
        throw failure(transcript, expected.line(), expected.text(), got);
      }
    } else if (step instanceof Transcript.ExpectReply expected) {
      String got;
      do {
        got = line.receive();
        if (got == null || !got.startsWith(expected.code())) {
          throw failure(transcript, expected.line(), expected.code(), got);
        }
      } while (got.startsWith("-", 3));
    } else if (step instanceof Transcript.ExpectClosed expected) {
      String got = line.receive();
      if (got != null) {
        throw failure(transcript, expected.line(), "<closed>", got);
      }
    }
  }

  private Pattern pattern(String expected) {
    StringBuilder pattern = new StringBuilder();
    for (String part : expected.replace("{host}", host).split("…", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }

  private static AssertionError failure(
      Transcript transcript, int line, String expected, @Nullable String got) {
    return new AssertionError(
        transcript.name()
            + ".txt:"
            + line
            + ": expected \""
            + expected
            + "\" but the server said "
            + (got == null ? "nothing and closed" : "\"" + got + "\""));
  }
}
