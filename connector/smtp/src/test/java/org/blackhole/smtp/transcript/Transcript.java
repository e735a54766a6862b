// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One transcript.
 *
 * @param name of its file, without the ending
 * @param settings it needs, by name
 */
public record Transcript(String name, Map<String, String> settings, List<Step> steps) {

  /** {@code ! on=tls} or {@code ! on=plain}: where else it means nothing. */
  private static final String ON = "on";

  private static final String FOLDER = "/transcripts/";

  /** One line of it. */
  public sealed interface Step {}

  /**
   * Octets from the client.
   *
   * @param line where in the file
   * @param octets each as a character of ISO 8859-1
   */
  public record Send(int line, String octets) implements Step {}

  /** A reply line expected, without line end. */
  public record Expect(int line, String text) implements Step {}

  /** A whole reply expected, of any text. */
  public record ExpectReply(int line, String code) implements Step {}

  /** The end of the connection expected. */
  public record ExpectClosed(int line) implements Step {}

  /** All transcripts, as listed in {@code transcripts/index}. */
  public static List<Transcript> all() {
    return text("index").lines().filter(name -> !name.isBlank()).map(Transcript::load).toList();
  }

  /** Whether any server with default settings plays it. */
  public boolean isForDefaults() {
    return settings.keySet().stream().allMatch(ON::equals);
  }

  /** Whether it plays without TLS. */
  public boolean isForPlain() {
    return !settings.getOrDefault(ON, "plain").equals("tls");
  }

  /** Whether it plays inside TLS. */
  public boolean isForTls() {
    return !settings.getOrDefault(ON, "tls").equals("plain");
  }

  /** Whether it is SMTP, not LMTP. */
  public boolean isForSmtp() {
    return !settings.getOrDefault("scheme", "smtp").equals("lmtp");
  }

  private static Transcript load(String name) {
    return parse(name, text(name + ".txt"));
  }

  /** Reads one that is written elsewhere. */
  public static Transcript parse(String name, String text) {
    Map<String, String> settings = new TreeMap<>();
    List<Step> steps = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String rest = line.length() > 3 ? line.substring(3) : "";
      if (line.startsWith("! ")) {
        String[] setting = line.substring(2).split("=", 2);
        settings.put(setting[0], setting[1]);
      } else if (line.startsWith("C:")) {
        steps.add(new Send(i + 1, Escapes.octets(rest + "\r\n")));
      } else if (line.startsWith("C| ")) {
        steps.add(new Send(i + 1, Escapes.octets(Escapes.expand(rest))));
      } else if (line.equals("S: <closed>")) {
        steps.add(new ExpectClosed(i + 1));
      } else if (line.startsWith("S: ")) {
        steps.add(new Expect(i + 1, rest));
      } else if (line.startsWith("S* ")) {
        steps.add(new ExpectReply(i + 1, rest));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException(
            name + ":" + (i + 1) + ": not a line of a transcript: " + line);
      }
    }
    return new Transcript(name, settings, steps);
  }

  private static String text(String file) {
    try (InputStream in = Transcript.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no transcript " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
