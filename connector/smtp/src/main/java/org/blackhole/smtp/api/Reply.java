// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reply (RFC 5321 4.2): code, enhanced code (RFC 2034), and one or more lines of text. Encoded
 * once, when it is made; immutable. It cannot hold a line break or another control character, so no
 * reply can be split by what a client sent.
 */
public final class Reply {

  /** Takes the octets of a reply; must not change them. */
  @FunctionalInterface
  public interface Sink {
    void write(byte[] octets, int offset, int length);
  }

  /** Octets of one reply line at most, line end included (RFC 5321 4.5.3.1.5). */
  public static final int MAX_LINE = 512;

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{3})(?: ([245]\\.\\d{1,3}\\.\\d{1,3})(?= |$))?(?: (.*))?", Pattern.DOTALL);

  private final int code;
  private final @Nullable EnhancedCode enhanced;
  private final List<String> lines;
  private final byte[] octets;

  private Reply(int code, @Nullable EnhancedCode enhanced, List<String> lines) {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("A reply code is 200 to 599, not " + code);
    }
    if (enhanced != null && enhanced.type() != code / 100) {
      throw new IllegalArgumentException(
          "Enhanced code " + enhanced + " does not fit reply code " + code);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("A reply has at least one line");
    }
    this.code = code;
    this.enhanced = enhanced;
    this.lines = List.copyOf(lines);
    this.octets = encode();
  }

  /** One line without enhanced code: greetings, answers to HELO and EHLO, 3yz. */
  public static Reply of(int code, String text) {
    return new Reply(code, null, List.of(text));
  }

  /**
   * One line.
   *
   * @param enhanced such as {@code 4.7.1}
   * @throws IllegalArgumentException if a part is out of range, the parts do not fit, or the text
   *     has a character that cannot stand in a reply
   */
  public static Reply of(int code, String enhanced, String text) {
    return new Reply(code, EnhancedCode.parse(enhanced), List.of(text));
  }

  /** Several lines, each with the code and, if given, the enhanced code before it. */
  public static Reply of(int code, @Nullable EnhancedCode enhanced, List<String> lines) {
    return new Reply(code, enhanced, lines);
  }

  /**
   * Reads {@code 451 4.7.1 Try again later}; the enhanced code may be missing.
   *
   * @throws IllegalArgumentException if it is no reply
   */
  public static Reply parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("Not a reply such as \"451 4.7.1 Try again later\"");
    }
    String enhanced = m.group(2);
    return new Reply(
        Integer.parseInt(m.group(1)),
        enhanced == null ? null : EnhancedCode.parse(enhanced),
        List.of(Objects.requireNonNullElse(m.group(3), "")));
  }

  public int code() {
    return code;
  }

  /** The enhanced code, or null if it has none. */
  public @Nullable EnhancedCode enhanced() {
    return enhanced;
  }

  /** The text, line by line, without codes. */
  public List<String> lines() {
    return lines;
  }

  /** 2yz and 3yz. */
  public boolean isPositive() {
    return code < 400;
  }

  /** Octets on the wire, line ends included. */
  public int length() {
    return octets.length;
  }

  /** Hands over the octets as they go on the wire, in one piece. */
  public void writeTo(Sink sink) {
    sink.write(octets, 0, octets.length);
  }

  private byte[] encode() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      requirePrintable(text);
      int start = out.length();
      out.append(code).append(i == lines.size() - 1 ? ' ' : '-');
      if (enhanced != null) {
        out.append(enhanced).append(' ');
      }
      out.append(text).append("\r\n");
      if (out.length() - start > MAX_LINE) {
        throw new IllegalArgumentException(
            "A reply line has at most " + MAX_LINE + " octets (RFC 5321 4.5.3.1.5)");
      }
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void requirePrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalArgumentException(
            String.format("A reply cannot hold the character U+%04X (RFC 5321 4.2)", (int) c));
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reply that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** As on the wire, lines separated by {@code " / "}. */
  @Override
  public String toString() {
    return code + (enhanced == null ? " " : " " + enhanced + " ") + String.join(" / ", lines);
  }
}
