// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.blackhole.admin.access.Account;
import org.blackhole.admin.access.Accounts;
import org.blackhole.admin.access.Accounts.LastAdminException;
import org.blackhole.admin.access.Accounts.UnavailableException;
import org.blackhole.admin.access.FirstAccount;
import org.blackhole.admin.access.Passwords;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.FieldsReader;
import org.blackhole.admin.problem.ProblemException;

/** The accounts, for who looks after them. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTERS)
@Singleton
public final class AccountsResource {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final Accounts accounts;
  private final FirstAccount first;

  @Inject
  public AccountsResource(Accounts accounts, FirstAccount first) {
    this.accounts = accounts;
    this.first = first;
  }

  @GET
  public JsonObject list(@BeanParam Page page) {
    requireReadable();
    return Views.collection(List.copyOf(accounts.list()), page, Views::account);
  }

  @GET
  @Path("{name}")
  public JsonObject one(@PathParam("name") String name) {
    requireReadable();
    return Views.account(accounts.find(name).orElseThrow(AccountsResource::none));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(Fields body, @Context UriInfo uri) {
    Optional<String> given = body.require("name").text("name", AccountsResource::name);
    Optional<Role> role = body.require("role").text("role", AccountsResource::role);
    Optional<String> password = body.require("password").text("password", Passwords::requireFit);
    body.finish();
    String name = given.orElseThrow();
    if (!told(() -> accounts.add(name, role.orElseThrow(), password.orElseThrow()))) {
      throw ProblemException.conflict("There is an account of this name already.");
    }
    return Response.created(uri.getRequestUriBuilder().path(name).build())
        .entity(one(name))
        .build();
  }

  @PATCH
  @Path("{name}")
  @Consumes({MediaType.APPLICATION_JSON, FieldsReader.MERGE_PATCH})
  public JsonObject change(@PathParam("name") String name, Fields body) {
    one(name);
    Optional<Role> role = body.text("role", AccountsResource::role);
    Optional<String> password = body.text("password", Passwords::requireFit);
    body.finish();
    Account changed =
        told(() -> accounts.change(name, role.orElse(null), password.orElse(null)))
            .orElseThrow(AccountsResource::none);
    if (password.isPresent()) {
      first.forgetDrawnPassword(name);
    }
    return Views.account(changed);
  }

  @DELETE
  @Path("{name}")
  public Response remove(@PathParam("name") String name) {
    if (!told(() -> accounts.remove(name))) {
      throw none();
    }
    first.forgetDrawnPassword(name);
    return Response.noContent().build();
  }

  private void requireReadable() {
    told(
        () -> {
          accounts.requireReadable();
          return true;
        });
  }

  /** Does something with the accounts; why it cannot be done is told as a problem. */
  private static <T> T told(Supplier<T> action) {
    try {
      return action.get();
    } catch (LastAdminException e) {
      throw ProblemException.conflict("This is the last account with the role admin.");
    } catch (UnavailableException e) {
      throw ProblemException.unavailable(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw ProblemException.unavailable(e.getMessage() + "; nothing was changed.");
    }
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "has to be 1 to 64 letters, digits or . _ @ -, beginning with a letter or digit");
    }
    return text;
  }

  private static Role role(String text) {
    return Role.of(text)
        .orElseThrow(() -> new IllegalArgumentException("has to be viewer, operator or admin"));
  }

  private static ProblemException none() {
    return ProblemException.notFound("There is no account of this name.");
  }
}
