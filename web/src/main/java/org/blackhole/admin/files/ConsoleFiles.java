// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.files;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has browsers keep the console's files and ask whether they are still good (RFC 9110 8.8.3, RFC
 * 9111 5.2.2), so that a new version is seen at once and an old one is not fetched again. What has
 * its version in its path is good for ever. Safe for any thread.
 */
public final class ConsoleFiles implements Filter {

  private static final Pattern FILE =
      Pattern.compile("/(?:index\\.html|blackhole\\.(?:css|svg)|app(?:/[A-Za-z0-9][\\w.-]*)+)");
  private static final String VERSIONED = "/app/vendor/";

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    String path = path(http);
    String tag = FILE.matcher(path).matches() ? tag(path, http.getServletContext()) : null;
    if (tag == null) {
      chain.doFilter(request, response);
      return;
    }
    answer.setHeader("ETag", tag);
    answer.setHeader(
        "Cache-Control",
        path.startsWith(VERSIONED) ? "public, max-age=31536000, immutable" : "no-cache");
    if (IfNoneMatch.has(http.getHeader("If-None-Match"), tag)) {
      answer.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String path(HttpServletRequest request) {
    String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    return path.equals("/") || path.isEmpty() ? "/index.html" : path;
  }

  /** Strong: the octets are the same. Kept for what is there alone, which is bounded. */
  private @Nullable String tag(String path, ServletContext context) throws IOException {
    String known = tags.get(path);
    if (known != null) {
      return known;
    }
    try (InputStream file = context.getResourceAsStream(path)) {
      if (file == null) {
        return null;
      }
      String tag = '"' + digest(file.readAllBytes()) + '"';
      tags.put(path, tag);
      return tag;
    }
  }

  private static String digest(byte[] octets) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 15));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
