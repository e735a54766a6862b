// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * What every answer tells a browser not to do. In {@code server.xml} the same stands once more, for
 * the answers that the server gives by itself.
 */
public final class SecurityHeaders implements Filter {

  static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
              + " object-src 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    apply((HttpServletResponse) response);
    chain.doFilter(request, response);
  }

  static void apply(HttpServletResponse response) {
    ALL.forEach(response::setHeader);
  }
}
