// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code \r}, {@code \n}, {@code \x00}, and <code>{x*100}</code>. */
final class Escapes {

  private static final Pattern REPEAT = Pattern.compile("\\{([^{}]+)\\*(\\d+)}");

  /** An octet given by number stands in a private plane until it is written. */
  private static final int PLANE = 0xF0000;

  private Escapes() {}

  static String expand(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = text.charAt(++i);
      switch (kind) {
        case 'r' -> out.append('\r');
        case 'n' -> out.append('\n');
        case '\\' -> out.append('\\');
        case 'x' -> {
          out.appendCodePoint(PLANE + Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException("no escape: \\" + kind);
      }
    }
    Matcher repeat = REPEAT.matcher(out);
    return repeat.replaceAll(
        found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  /**
   * What goes on the wire: text in UTF-8, octets given by number as they are; each as a character
   * of ISO 8859-1.
   */
  static String octets(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            c -> {
              if (c >= PLANE) {
                out.write(c - PLANE);
              } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
