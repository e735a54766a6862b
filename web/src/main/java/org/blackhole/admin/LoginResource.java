// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.blackhole.admin.access.Account;
import org.blackhole.admin.access.ConsoleSessions;
import org.blackhole.admin.access.LogIn;
import org.blackhole.admin.access.Refusals;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.access.SessionCookie;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.MaxOctets;
import org.blackhole.admin.problem.Problem;

/** The console's session: opened with a password, carried by a cookie. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
public final class LoginResource {

  /** Room for the longest name and password, each character written as an escape. */
  private static final int MAX_OCTETS = 16_384;

  private final LogIn logIn;
  private final ConsoleSessions sessions;

  @Inject
  public LoginResource(LogIn logIn, ConsoleSessions sessions) {
    this.logIn = logIn;
    this.sessions = sessions;
  }

  @POST
  @Path("login")
  @Consumes(MediaType.APPLICATION_JSON)
  @PermitAll
  public Response logIn(@MaxOctets(MAX_OCTETS) Fields body, @Context HttpServletRequest request) {
    Optional<String> name = body.require("name").text("name");
    Optional<String> password = body.require("password").text("password");
    body.finish();
    LogIn.Result result = logIn.check(name.orElseThrow(), password.orElseThrow(), request);
    if (!(result instanceof LogIn.Result.Granted granted)) {
      return refusal(result, request);
    }
    ConsoleSessions.Opened opened = sessions.open(granted.account());
    return Response.ok(view(granted.account(), opened.csrf()))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.set(opened.token(), request.isSecure()))
        .build();
  }

  /** Whose session the cookie opens, for a page that was loaded anew. */
  @GET
  @Path("login")
  @PermitAll
  public Response show(@Context HttpServletRequest request) {
    String token = SessionCookie.read(request);
    return Optional.ofNullable(token)
        .flatMap(sessions::find)
        .map(session -> Response.ok(view(session.account(), session.csrf())))
        .orElseGet(Response::noContent)
        .build();
  }

  @POST
  @Path("logout")
  @RolesAllowed(Role.VIEWS)
  public Response logOut(@Context HttpServletRequest request) {
    String token = SessionCookie.read(request);
    if (token != null) {
      sessions.close(token);
    }
    return Response.noContent()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(request.isSecure()))
        .build();
  }

  /** The challenge is not one that opens a browser's dialog: who posts a password has a form. */
  private static Response refusal(LogIn.Result result, HttpServletRequest request) {
    Problem problem = Refusals.problem(result);
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.toJson(request.getRequestURI()).toString());
    Refusals.retryAfter(result).ifPresent(s -> response.header(HttpHeaders.RETRY_AFTER, s));
    if (problem.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Session realm=\"Blackhole\"");
    }
    return response.build();
  }

  private static JsonObject view(Account account, String csrf) {
    return Json.createObjectBuilder()
        .add("name", account.name())
        .add("role", account.role().label())
        .add("csrf", csrf)
        .build();
  }
}
