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
import java.util.Set;
import org.blackhole.admin.problem.Problem;

/**
 * Stands before all there is, the start page included: the server answers to its own names alone,
 * and what is only there to be read knows no other methods.
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
    Problem unknown = hosts.refusal(http);
    if (unknown != null) {
      unknown.send(answer, http.getRequestURI());
    } else if (!hasMethods(http.getServletPath()) && !READING.contains(http.getMethod())) {
      answer.setHeader("Allow", "GET, HEAD");
      Problem.of(405).send(answer, http.getRequestURI());
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Whether what is there says itself which methods it knows. */
  private static boolean hasMethods(String path) {
    return path.startsWith("/api/") || path.startsWith("/compat/");
  }
}
