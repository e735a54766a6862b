// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.blackhole.admin.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How a request says who sends it: HTTP Basic (RFC 7617) for scripts, a bearer token (RFC 6750)
 * that somebody else has signed, or the cookie of a console session, with which every change brings
 * the session's CSRF token.
 */
@ApplicationScoped
public class AdminAuthentication implements HttpAuthenticationMechanism {

  public static final String CSRF_HEADER = "X-CSRF-Token";

  private final LogIn logIn;
  private final BearerTokens tokens;
  private final ConsoleSessions sessions;
  private final OpenPaths open;
  private final KnownHosts hosts;

  @Inject
  public AdminAuthentication(
      LogIn logIn,
      BearerTokens tokens,
      ConsoleSessions sessions,
      OpenPaths open,
      KnownHosts hosts) {
    this.logIn = logIn;
    this.tokens = tokens;
    this.sessions = sessions;
    this.open = open;
    this.hosts = hosts;
  }

  /** For the container's proxy. */
  @SuppressWarnings("NullAway") // never called on: the proxy stands in for a real one
  protected AdminAuthentication() {
    this.logIn = null;
    this.tokens = null;
    this.sessions = null;
    this.open = null;
    this.hosts = null;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    if (!context.isProtected()) {
      // Open to all; what the gates have to say there, FrontGate and ApiGate say.
      return context.doNothing();
    }
    SecurityHeaders.apply(response);
    Problem unknown = hosts.refusal(request);
    if (unknown == null && open.showsBadge(request)) {
      return context.notifyContainerAboutLogin(OpenPaths.READER, Role.VIEWER.including());
    }
    Problem refusal = unknown == null ? Gate.refusal(request) : unknown;
    if (refusal != null) {
      return refuse(refusal, context);
    }
    String authorization = request.getHeader("Authorization");
    if (authorization != null && BasicCredentials.isBasic(authorization)) {
      return basic(authorization, context);
    }
    if (authorization != null && BearerTokens.isBearer(authorization)) {
      return bearer(authorization, context);
    }
    String token = SessionCookie.read(request);
    Optional<ConsoleSessions.Found> session =
        token == null ? Optional.empty() : sessions.find(token);
    if (session.isPresent()) {
      return session(session.get(), context);
    }
    if (authorization == null && open.frees(request)) {
      return context.notifyContainerAboutLogin(OpenPaths.TOOL, Role.OPERATOR.including());
    }
    return refuse(Problem.of(401), context);
  }

  private AuthenticationStatus basic(String authorization, HttpMessageContext context)
      throws AuthenticationException {
    Optional<BasicCredentials> given = BasicCredentials.parse(authorization);
    if (given.isEmpty()) {
      return refuse(Problem.of(401, "The Authorization header cannot be read."), context);
    }
    LogIn.Result result =
        logIn.check(given.get().name(), given.get().password(), context.getRequest());
    if (result instanceof LogIn.Result.Granted granted) {
      return in(granted.account(), context);
    }
    Refusals.retryAfter(result).ifPresent(s -> context.getResponse().setHeader("Retry-After", s));
    return refuse(Refusals.problem(result), context);
  }

  private AuthenticationStatus bearer(String authorization, HttpMessageContext context)
      throws AuthenticationException {
    Optional<TokenVerifier.Bearer> bearer = tokens.check(authorization);
    return bearer.isPresent()
        ? context.notifyContainerAboutLogin(bearer.get().name(), bearer.get().roles())
        : refuse(Problem.of(401, "The token does not count here."), context);
  }

  private AuthenticationStatus session(ConsoleSessions.Found session, HttpMessageContext context)
      throws AuthenticationException {
    @Nullable String csrf = context.getRequest().getHeader(CSRF_HEADER);
    if (Gate.changes(context.getRequest()) && (csrf == null || !session.matches(csrf))) {
      return refuse(
          Problem.of(403, "A change in a session needs its token in the header " + CSRF_HEADER),
          context);
    }
    return in(session.account(), context);
  }

  private static AuthenticationStatus in(Account account, HttpMessageContext context) {
    return context.notifyContainerAboutLogin(account.name(), account.role().including());
  }

  private static AuthenticationStatus refuse(Problem problem, HttpMessageContext context)
      throws AuthenticationException {
    HttpServletRequest request = context.getRequest();
    if (problem.status() == 401) {
      context.getResponse().setHeader("WWW-Authenticate", challenge(request));
    }
    try {
      problem.send(context.getResponse(), request.getRequestURI());
    } catch (IOException e) {
      throw new AuthenticationException("The refusal cannot be sent", e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  /** A script of a page asks for itself: a challenge that browsers know would open their dialog. */
  private static String challenge(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    boolean script =
        (mode != null && !mode.equals("navigate"))
            || "XMLHttpRequest".equalsIgnoreCase(request.getHeader("X-Requested-With"));
    return script ? "Session realm=\"Blackhole\"" : "Basic realm=\"Blackhole\", charset=\"UTF-8\"";
  }
}
