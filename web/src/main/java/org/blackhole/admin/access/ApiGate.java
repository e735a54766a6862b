// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.blackhole.admin.problem.Problem;

/**
 * The gate of the API where no log-in is wanted; what wants one was past it already. The console's
 * files have no secrets and change nothing: they are open to all.
 */
public final class ApiGate implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Problem refusal = Gate.refusal(http);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      refusal.send((HttpServletResponse) response, http.getRequestURI());
    }
  }
}
