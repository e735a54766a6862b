// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.blackhole.admin.problem.Problem;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all there is, the console's files included: the server answers to its own names
 * alone, and what is only there to be read knows no other methods.
 */
public final class FrontGate implements Filter {

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final KnownHosts hosts;

  @Inject
  public FrontGate(KnownHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    Problem refusal = refusal(http, answer);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      refusal.send(answer, http.getRequestURI());
    }
  }

  private @Nullable Problem refusal(HttpServletRequest request, HttpServletResponse answer) {
    Problem unknown = hosts.refusal(request);
    if (unknown != null || hasMethods(request.getServletPath())) {
      return unknown;
    }
    if (!READING.contains(request.getMethod())) {
      answer.setHeader("Allow", "GET, HEAD");
      return Problem.of(405);
    }
    // The container would look for it, and write into its log as it stands what it does not find.
    String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    return EscapedLog.escape(path).equals(path) ? null : Problem.of(404);
  }

  /** Whether what is there says itself which methods it knows. */
  private static boolean hasMethods(String path) {
    return path.startsWith("/api/") || path.startsWith("/compat/");
  }
}
