// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What RFC 5321 4.1.1.4 and 4.5.2 say, in as few words as possible: lines end with CR LF; a line of
 * one dot ends the content; a dot at the start of any other is left out.
 *
 * @param content null if the end has not come
 * @param rest what follows the end
 */
public record DataOracle(@Nullable String content, String rest) {

  /** Reads content from its beginning. */
  public static DataOracle read(String octets) {
    StringBuilder content = new StringBuilder();
    for (int at = 0; ; ) {
      int end = octets.indexOf("\r\n", at);
      String line = end < 0 ? octets.substring(at) : octets.substring(at, end + 2);
      if (line.equals(".\r\n")) {
        return new DataOracle(content.toString(), octets.substring(end + 2));
      }
      content.append(line.startsWith(".") ? line.substring(1) : line);
      if (end < 0) {
        return new DataOracle(null, "");
      }
      at = end + 2;
    }
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
