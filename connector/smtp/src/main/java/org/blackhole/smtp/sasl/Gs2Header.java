// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.Nullable;

/**
 * What SCRAM and OAUTHBEARER messages begin with (RFC 5801 4): {@code n,,} or {@code y,a=name,} or
 * {@code p=type,,}.
 *
 * @param flag {@code n}: the client has no channel binding; {@code y}: it has, and thinks the
 *     server has none; {@code p}: it uses it
 * @param bindingType the type with {@code p}, or null
 * @param authorization the identity to act as, or null
 * @param text the header as it was sent, with its last comma
 */
record Gs2Header(
    char flag, @Nullable String bindingType, @Nullable String authorization, String text) {

  /** The header that this message begins with, or null. */
  static @Nullable Gs2Header parse(String message) {
    int first = message.indexOf(',');
    int second = first < 0 ? -1 : message.indexOf(',', first + 1);
    if (second < 0) {
      return null;
    }
    String flag = message.substring(0, first);
    String bindingType = flag.startsWith("p=") ? flag.substring(2) : null;
    if (bindingType == null ? !flag.equals("n") && !flag.equals("y") : !isType(bindingType)) {
      return null;
    }
    String authorization = null;
    if (second > first + 1) {
      if (!message.startsWith("a=", first + 1)) {
        return null;
      }
      authorization = name(message.substring(first + 3, second));
      if (authorization == null) {
        return null;
      }
    }
    return new Gs2Header(
        flag.charAt(0), bindingType, authorization, message.substring(0, second + 1));
  }

  private static boolean isType(String type) {
    return !type.isEmpty()
        && type.chars()
            .allMatch(c -> Ascii.isLetter(c) || Ascii.isDigit(c) || c == '.' || c == '-');
  }

  /** A {@code saslname} without its escapes, of which there are two, or null if it is none. */
  static @Nullable String name(String escaped) {
    if (escaped.isEmpty()) {
      return null;
    }
    StringBuilder name = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '=') {
        if (escaped.startsWith("2C", i + 1)) {
          name.append(',');
        } else if (escaped.startsWith("3D", i + 1)) {
          name.append('=');
        } else {
          return null;
        }
        i += 2;
      } else if (c == 0 || c == ',') {
        return null;
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }
}
