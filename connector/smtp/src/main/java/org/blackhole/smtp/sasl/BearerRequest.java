// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.Nullable;

/**
 * The one message of XOAUTH2 and OAUTHBEARER: pairs that each end with octet 1, and one more octet
 * 1 after the last.
 *
 * @param user empty where an OAUTHBEARER client leaves it to the token
 * @param token null if there is none, or none that can be one
 */
record BearerRequest(String user, @Nullable String token) {

  private static final char END = 1;
  private static final String SCHEME = "Bearer ";

  /** As Google defined it: {@code user=…^Aauth=Bearer …^A^A}; null if the text is not so. */
  static @Nullable BearerRequest xoauth2(String text) {
    Pairs pairs = Pairs.parse(text);
    String user = pairs == null ? null : pairs.user;
    return pairs == null || user == null || user.isEmpty()
        ? null
        : new BearerRequest(user, token(pairs.auth));
  }

  /**
   * RFC 7628 3.1: {@code n,a=…,^Ahost=…^Aport=…^Aauth=Bearer …^A^A}; null if the text is not so.
   * Host and port say nothing the server does not know.
   */
  static @Nullable BearerRequest oauthBearer(String text) {
    Gs2Header header = Gs2Header.parse(text);
    // There is no form of this mechanism with channel binding.
    if (header == null || header.flag() == 'p') {
      return null;
    }
    int pairsAt = header.text().length();
    if (pairsAt == text.length() || text.charAt(pairsAt) != END) {
      return null;
    }
    Pairs pairs = Pairs.parse(text.substring(pairsAt + 1));
    String user = header.authorization();
    return pairs == null || !isAscii(text, pairsAt)
        ? null
        : new BearerRequest(user == null ? "" : user, token(pairs.auth));
  }

  private static boolean isAscii(String text, int from) {
    return text.chars().skip(from).allMatch(c -> c < 127);
  }

  /** RFC 6750 2.1 has fewer characters in a token; those of tokens made up for tests may be any. */
  private static @Nullable String token(@Nullable String auth) {
    if (auth == null || !auth.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String token = auth.substring(SCHEME.length()).stripLeading();
    boolean visible = !token.isEmpty() && token.chars().allMatch(Ascii::isVisible);
    return visible ? token : null;
  }

  private record Pairs(@Nullable String user, @Nullable String auth) {

    static @Nullable Pairs parse(String text) {
      String user = null;
      String auth = null;
      int from = 0;
      while (from < text.length() - 1) {
        int equals = text.indexOf('=', from);
        int end = text.indexOf(END, from);
        if (end < 0 || equals <= from || equals > end || !isValid(text, from, equals, end)) {
          return null;
        }
        String value = text.substring(equals + 1, end);
        switch (text.substring(from, equals)) {
          case "user" -> {
            if (user != null) {
              return null;
            }
            user = value;
          }
          case "auth" -> {
            if (auth != null) {
              return null;
            }
            auth = value;
          }
          default -> {}
        }
        from = end + 1;
      }
      return from == text.length() - 1 && text.charAt(from) == END ? new Pairs(user, auth) : null;
    }

    private static boolean isValid(String text, int from, int equals, int end) {
      for (int i = from; i < end; i++) {
        char c = text.charAt(i);
        boolean blank = c == '\t' || c == '\r' || c == '\n';
        if (i < equals ? !Ascii.isLetter(c) : c < ' ' && !blank) {
          return false;
        }
      }
      return true;
    }
  }
}
