// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Revision;

/** The history of the policy: who changed what, when and why, and the way back. */
@Path("/policy/revisions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWS)
@Singleton
public final class RevisionsResource {

  private final Revisions revisions;
  private final PolicyChanges changes;

  @Inject
  public RevisionsResource(Revisions revisions, PolicyChanges changes) {
    this.revisions = revisions;
    this.changes = changes;
  }

  @GET
  public JsonObject list(@BeanParam Page page) {
    int limit = page.limit();
    // One more than asked for: the last one's difference needs it, and it tells of a next page.
    Revisions.Part part = revisions.newest(page.before(), limit + 1);
    List<Revision> found = part.newest();
    int shown = Math.min(limit, found.size());
    JsonArrayBuilder items = Json.createArrayBuilder();
    for (int i = 0; i < shown; i++) {
      items.add(RevisionView.of(found.get(i), i + 1 < found.size() ? found.get(i + 1) : null));
    }
    JsonObjectBuilder json = Json.createObjectBuilder().add("items", items);
    if (found.size() > limit) {
      json.add("next", found.get(limit - 1).number());
    } else {
      json.add("next", JsonValue.NULL);
    }
    if (!part.complete()) {
      json.add("complete", false);
    }
    return json.build();
  }

  @GET
  @Path("{revision}")
  public JsonObject one(@PathParam("revision") String number) {
    Revision revision = find(number);
    return RevisionView.whole(revision, revisions.before(revision).orElse(null));
  }

  /** Puts its document in force again, as a new revision. */
  @POST
  @Path("{revision}/restore")
  @RolesAllowed(Role.OPERATES)
  public Response restore(@PathParam("revision") String number, @BeanParam ChangeTerms terms) {
    Revision old = find(number);
    return Views.policy(
        changes.replace(
            old.document(),
            current -> terms.change(current, "restore of revision " + old.number())));
  }

  private Revision find(String number) {
    try {
      return revisions.find(Long.parseLong(number)).orElseThrow(RevisionsResource::none);
    } catch (NumberFormatException e) {
      throw none();
    }
  }

  private static ProblemException none() {
    return ProblemException.notFound("There is no revision of this number.");
  }
}
