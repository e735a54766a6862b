// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of MAIL and RCPT (RFC 5321 4.1.2): {@code *(SP esmtp-keyword ["=" esmtp-value])}.
 */
final class Parameters {

  private final byte[] line;
  private final int end;
  private int at;
  private @Nullable Reply refusal;
  private boolean utf8;

  Parameters(byte[] line, int start, int end) {
    this.line = line;
    this.at = start;
    this.end = end;
  }

  /** Why {@link #read} gave what it gave, or null if nothing was wrong. */
  @Nullable Reply refusal() {
    return refusal;
  }

  /** Whether a value has octets beyond ASCII (RFC 6531 3.3). */
  boolean isUtf8() {
    return utf8;
  }

  /** Keywords in upper case with their values, in the order given; stops at the first fault. */
  Map<String, String> read() {
    Map<String, String> found = new LinkedHashMap<>(4);
    while (at < end) {
      if (line[at] != ' ') {
        refusal = Replies.BAD_PARAMETER;
        return Map.of();
      }
      while (at < end && line[at] == ' ') {
        at++;
      }
      String keyword = take(Octets.KEYWORD).toUpperCase(Locale.ROOT);
      String value = "";
      boolean bad = keyword.isEmpty() || keyword.startsWith("-");
      if (at < end && line[at] == '=') {
        at++;
        value = takeValue();
        bad |= value.isEmpty();
      }
      if (bad) {
        refusal = Replies.BAD_PARAMETER;
        return Map.of();
      }
      if (found.put(keyword, value) != null) {
        refusal = Replies.DUPLICATE_PARAMETER;
        return Map.of();
      }
    }
    return found;
  }

  /** Empty also if it is no UTF-8. */
  private String takeValue() {
    int start = at;
    boolean wide = false;
    while (at < end && (line[at] < 0 || Octets.is(line[at], Octets.VALUE))) {
      wide |= line[at++] < 0;
    }
    if (!wide) {
      return new String(line, start, at - start, StandardCharsets.US_ASCII);
    }
    utf8 = true;
    return Objects.requireNonNullElse(Utf8.decode(line, start, at), "");
  }

  private String take(int kind) {
    int start = at;
    while (at < end && Octets.is(line[at], kind)) {
      at++;
    }
    return new String(line, start, at - start, StandardCharsets.US_ASCII);
  }
}
