// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.charset.StandardCharsets;
import org.blackhole.smtp.api.Address;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of a path (RFC 5321 4.1.2, with RFC 6531 3.3 for octets beyond ASCII), read from one
 * line. A source route is taken and left out (RFC 5321 appendix C). One object reads one line.
 */
final class Path {

  /** RFC 5321 4.5.3.1.2: no domain in the DNS is longer. */
  private static final int MAX_DOMAIN = 255;

  private static final int MAX_LABEL = 63;

  /** RFC 5321 4.5.3.1.3 wants 256; a bound, as a session keeps every recipient. */
  private static final int MAX_PATH = 1024;

  private final byte[] line;
  private final int end;
  private int at;
  private boolean utf8;

  Path(byte[] line, int start, int end) {
    this.line = line;
    this.at = start;
    this.end = end;
  }

  /** Where the path ended. */
  int position() {
    return at;
  }

  /** Whether it has octets beyond ASCII. */
  boolean isUtf8() {
    return utf8;
  }

  /** {@code <>} or a path. */
  @Nullable Address reverse() {
    if (at + 1 < end && line[at] == '<' && line[at + 1] == '>') {
      at += 2;
      return Address.NULL;
    }
    return forward(false);
  }

  /** A path, or {@code <Postmaster>}. */
  @Nullable Address forward() {
    return forward(true);
  }

  private @Nullable Address forward(boolean bare) {
    if (!take('<') || !sourceRoute()) {
      return null;
    }
    int start = at;
    if (!localPart()) {
      return null;
    }
    int sign = at;
    if (take('@')) {
      int domain = at;
      if (!domainOrLiteral() || at - domain > MAX_DOMAIN) {
        return null;
      }
    } else if (bare && isPostmaster(start, at)) {
      sign = -1;
    } else {
      return null;
    }
    int stop = at;
    if (stop - start > MAX_PATH || !take('>')) {
      return null;
    }
    String text = decode(start, stop);
    if (text == null || (utf8 && !Printable.isPrintable(text))) {
      return null;
    }
    if (sign < 0) {
      return Address.of(text, -1);
    }
    return Address.of(text, utf8 ? text.length() - charsAfter(sign, stop) : sign - start);
  }

  /** Characters from the sign on, when octets and characters differ. */
  private int charsAfter(int sign, int stop) {
    return new String(line, sign, stop - sign, StandardCharsets.UTF_8).length();
  }

  private @Nullable String decode(int start, int stop) {
    if (!utf8) {
      return new String(line, start, stop - start, StandardCharsets.ISO_8859_1);
    }
    return Utf8.decode(line, start, stop);
  }

  private boolean startsWith(char c) {
    return at < end && line[at] == c;
  }

  private boolean take(char c) {
    if (startsWith(c)) {
      at++;
      return true;
    }
    return false;
  }

  /** {@code @a,@b:} */
  private boolean sourceRoute() {
    if (!startsWith('@')) {
      return true;
    }
    do {
      if (!take('@') || !domain()) {
        return false;
      }
    } while (take(','));
    return take(':');
  }

  private boolean localPart() {
    return startsWith('"') ? quoted() : dotString();
  }

  private boolean dotString() {
    do {
      int start = at;
      while (at < end && isAtext(line[at])) {
        at++;
      }
      if (at == start) {
        return false;
      }
    } while (take('.'));
    return true;
  }

  private boolean quoted() {
    at++;
    while (at < end) {
      byte b = line[at++];
      if (b == '"') {
        return true;
      }
      if (b == '\\') {
        if (at >= end || line[at] < ' ' || line[at] == 127) {
          return false;
        }
        at++;
      } else if (b < 0) {
        utf8 = true;
      } else if (b < ' ' || b == 127) {
        return false;
      }
    }
    return false;
  }

  private boolean domainOrLiteral() {
    return startsWith('[') ? literal() : domain();
  }

  private boolean domain() {
    do {
      int start = at;
      while (at < end && isDomainOctet(line[at])) {
        at++;
      }
      boolean label =
          at > start && at - start <= MAX_LABEL && line[start] != '-' && line[at - 1] != '-';
      if (!label) {
        return false;
      }
    } while (take('.'));
    return true;
  }

  private boolean literal() {
    int start = at + 1;
    while (at < end && line[at] != ']') {
      at++;
    }
    return at < end && AddressLiteral.isValid(line, start, at++);
  }

  private boolean isPostmaster(int from, int to) {
    return to - from == 10
        && new String(line, from, 10, StandardCharsets.ISO_8859_1).equalsIgnoreCase("postmaster");
  }

  private boolean isAtext(byte b) {
    if (b < 0) {
      utf8 = true;
      return true;
    }
    return Octets.is(b, Octets.ATEXT);
  }

  private boolean isDomainOctet(byte b) {
    if (b < 0) {
      utf8 = true;
      return true;
    }
    return Octets.is(b, Octets.LETTER_DIGIT_HYPHEN);
  }
}
