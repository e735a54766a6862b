// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Change;
import org.blackhole.policy.Revision;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.store.Members;
import org.jspecify.annotations.Nullable;

/** On what terms a request changes the policy: for which revision, how long, why, and who asks. */
public final class ChangeTerms {

  /** The longest reason that is kept, in characters. */
  static final int MAX_WHY = 1000;

  @HeaderParam(HttpHeaders.IF_MATCH)
  private @Nullable String ifMatch;

  @QueryParam("for")
  private @Nullable String lifetime;

  @QueryParam("why")
  private @Nullable String why;

  @Context private @Nullable SecurityContext security;

  /** For the container, which sets the fields. */
  public ChangeTerms() {}

  ChangeTerms(
      @Nullable String ifMatch,
      @Nullable String lifetime,
      @Nullable String why,
      SecurityContext security) {
    this.ifMatch = ifMatch;
    this.lifetime = lifetime;
    this.why = why;
    this.security = security;
  }

  /**
   * A change of a request that says nothing of them in its query.
   *
   * @param lifetime null if it lasts
   * @throws ProblemException 412 if the race is lost already
   */
  static Change change(
      @Nullable String ifMatch,
      @Nullable Duration lifetime,
      String why,
      @Nullable SecurityContext security,
      Optional<Revision> current) {
    return new Change(name(security), why, lifetime, IfMatch.expected(ifMatch, current));
  }

  /**
   * The change that goes with them.
   *
   * @param current the revision in force, if there is one
   * @param otherwise why, if the request does not say
   * @throws ProblemException 400 or 422 if the query has a fault, 412 if the race is lost already
   */
  Change change(Optional<Revision> current, String otherwise) {
    String reason = why == null ? otherwise : why;
    if (reason.length() > MAX_WHY) {
      throw ProblemException.nonsenseParameter("why", "has at most " + MAX_WHY + " characters");
    }
    Duration limit = lifetime == null ? null : lifetime(lifetime);
    return change(ifMatch, limit, reason, security, current);
  }

  /** Who asks. */
  private static String name(@Nullable SecurityContext security) {
    Principal principal = security == null ? null : security.getUserPrincipal();
    return principal == null ? "nobody" : principal.getName();
  }

  private static Duration lifetime(String text) {
    Duration lifetime;
    try {
      lifetime = DurationRange.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.unreadableParameter("for", Members.sentence(e));
    }
    try {
      return Change.requireLifetime(lifetime);
    } catch (IllegalArgumentException e) {
      throw ProblemException.nonsenseParameter("for", Members.sentence(e));
    }
  }
}
