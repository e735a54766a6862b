// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The error page of the web application: what the servlet container refuses by itself, as a {@link
 * Problem}. Reached by error dispatch alone.
 */
public final class ProblemPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Whatever the method was: an error dispatch keeps it. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Problem.of(status instanceof Integer code ? code : 404)
        .send(response, path instanceof String text ? text : request.getRequestURI());
  }
}
