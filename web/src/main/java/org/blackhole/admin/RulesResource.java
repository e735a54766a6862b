// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.Revision;
import org.blackhole.store.PolicyJson;
import org.jspecify.annotations.Nullable;

/** The rules of the policy in force, one at a time. */
@Path("/policy/rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class RulesResource {

  private static final String NAME = "name";

  private final PolicyChanges changes;

  @Inject
  public RulesResource(PolicyChanges changes) {
    this.changes = changes;
  }

  @GET
  @Path("{name}")
  public Response one(@PathParam("name") String name) {
    return answer(Response.ok(), changes.inForce(), name);
  }

  /** Adds one, at the end or before another. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATES)
  public Response add(
      Fields body, @QueryParam("before") @Nullable String before, @BeanParam ChangeTerms terms) {
    String name = RuleList.name(body.json()).orElse("");
    Revision made =
        changes.edit(
            document -> {
              RuleList rules = rules(document);
              if (rules.index(name).isPresent()) {
                throw ProblemException.conflict("There is a rule of this name already.");
              }
              int index = before == null ? rules.size() : place(rules, before);
              return requireNamed(name, read(rules.insert(index, body.json()), index));
            },
            current -> terms.change(current, ""));
    return answer(Response.created(at(name)), made, name);
  }

  /** Puts one in place of that of the same name, or adds it. */
  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATES)
  public Response put(
      @PathParam("name") String name,
      Fields body,
      @QueryParam("before") @Nullable String before,
      @BeanParam ChangeTerms terms) {
    JsonObject rule = named(body.json(), name);
    AtomicBoolean added = new AtomicBoolean();
    Revision made =
        changes.edit(
            document -> {
              RuleList rules = rules(document);
              OptionalInt now = rules.index(name);
              added.set(now.isEmpty());
              if (now.isPresent() && (before == null || before.equals(name))) {
                return read(rules.replace(now.getAsInt(), rule), now.getAsInt());
              }
              RuleList others = now.isPresent() ? rules.remove(now.getAsInt()) : rules;
              int index = before == null ? others.size() : place(others, before);
              return read(others.insert(index, rule), index);
            },
            current -> terms.change(current, ""));
    return answer(added.get() ? Response.created(at(name)) : Response.ok(), made, name);
  }

  @DELETE
  @Path("{name}")
  @RolesAllowed(Role.OPERATES)
  public Response remove(@PathParam("name") String name, @BeanParam ChangeTerms terms) {
    Revision made =
        changes.edit(
            document -> {
              RuleList rules = rules(document);
              int index = rules.index(name).orElseThrow(RulesResource::none);
              return PolicyChanges.read(rules.remove(index).toDocument());
            },
            current -> terms.change(current, ""));
    return Response.noContent().tag(Views.tag(made)).build();
  }

  private static RuleList rules(PolicyDocument document) {
    return RuleList.of(PolicyJson.write(document));
  }

  private static PolicyDocument read(RuleList changed, int index) {
    try {
      return PolicyJson.document(changed.toDocument());
    } catch (InvalidPolicyException e) {
      throw ProblemException.nonsense(RuleList.relative(e.faults(), index));
    }
  }

  private static int place(RuleList rules, String before) {
    return rules
        .index(before)
        .orElseThrow(
            () -> ProblemException.nonsenseParameter("before", "there is no rule of this name"));
  }

  /** The rule with its name, which may be left out where the path has it. */
  private static JsonObject named(JsonObject rule, String name) {
    if (!rule.containsKey(NAME)) {
      return Json.createObjectBuilder()
          .add(NAME, name)
          .addAll(Json.createObjectBuilder(rule))
          .build();
    }
    if (RuleList.name(rule).filter(name::equals).isEmpty()) {
      throw ProblemException.nonsense(
          List.of(new Fault("#/name", "has to be the name in the path, or to be left out")));
    }
    return rule;
  }

  /** For a document that has no fault; the name of a rule is its address here. */
  private static PolicyDocument requireNamed(String name, PolicyDocument document) {
    if (name.isEmpty()) {
      throw ProblemException.nonsense(List.of(new Fault("#/name", "is required")));
    }
    return document;
  }

  private static Response answer(
      Response.ResponseBuilder response, Revision revision, String name) {
    JsonObject rule = rules(revision.document()).find(name).orElseThrow(RulesResource::none);
    return response.entity(rule).tag(Views.tag(revision)).build();
  }

  /** Below the root of the API. */
  private static URI at(String name) {
    return UriBuilder.fromPath("policy/rules/{name}").build(name);
  }

  private static ProblemException none() {
    return ProblemException.notFound("There is no rule of this name.");
  }
}
