// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.admin.problem.RequestBody;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The calls of other tools over HTTP. Who may read may ask, who may change may tell; a tool that is
 * not turned on is not there.
 */
public final class CompatServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Config config;
  private final transient MailpitChaos mailpit;
  private final transient MailhogJim mailhog;
  private final transient JamesBehaviors james;

  @Inject
  public CompatServlet(
      Config config, MailpitChaos mailpit, MailhogJim mailhog, JamesBehaviors james) {
    this.config = config;
    this.mailpit = mailpit;
    this.mailhog = mailhog;
    this.james = james;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      send(answer(request, response), response);
    } catch (ProblemException e) {
      e.problem().send(response, request.getRequestURI());
    }
  }

  private Answer answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Tool tool = tool(request.getServletPath()).orElseThrow(CompatServlet::none);
    String method = request.getMethod();
    if (!tool.methods().contains(method)) {
      response.setHeader("Allow", String.join(", ", new TreeSet<>(tool.methods())));
      throw new ProblemException(Problem.of(405));
    }
    requireRole(request, method.equals("GET") ? Role.VIEWS : Role.OPERATES);
    byte[] body =
        new RequestBody(RequestBody.MAX_OCTETS)
            .read(request.getInputStream(), request.getContentLengthLong());
    try {
      return tool.answer(method, body, request.getUserPrincipal().getName());
    } catch (BadCallException e) {
      return tool.refusal(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Tool> tool(@Nullable String path) {
    return Stream.<Tool>of(mailpit, mailhog, james)
        .filter(tool -> tool.path().equals(path))
        .filter(tool -> config.getOptionalValue(tool.setting(), Boolean.class).orElse(false))
        .findFirst();
  }

  private static void requireRole(HttpServletRequest request, String role) {
    if (request.getUserPrincipal() == null) {
      throw new ProblemException(Problem.of(401));
    }
    if (!request.isUserInRole(role)) {
      throw new ProblemException(Problem.of(403, "That takes the role " + role + "."));
    }
  }

  private static void send(Answer answer, HttpServletResponse response) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(answer.status());
    if (answer.mediaType() != null) {
      response.setContentType(answer.mediaType());
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static ProblemException none() {
    return ProblemException.notFound("This tool's calls are not turned on here.");
  }
}
