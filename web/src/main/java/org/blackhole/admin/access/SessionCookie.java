// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The cookie of a console session (RFC 6265). */
public final class SessionCookie {

  private static final String NAME = "blackhole-session";

  private SessionCookie() {}

  /** The token a request brings, or null. */
  public static @Nullable String read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(NAME)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  /** The header that sets it. */
  public static String set(String token, boolean secure) {
    return NAME + "=" + token + attributes(secure);
  }

  /** The header that takes it away. */
  public static String clear(boolean secure) {
    return NAME + "=; Max-Age=0" + attributes(secure);
  }

  private static String attributes(boolean secure) {
    return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
  }
}
