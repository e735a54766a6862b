// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionHistory;
import org.blackhole.store.IoFault;

/**
 * The revisions there ever were, and the one in force, which is known whatever becomes of the
 * others. Waits for the database.
 */
@Singleton
public final class Revisions {

  /**
   * Some of them, newest first.
   *
   * @param complete false if the others cannot be read now
   */
  record Part(List<Revision> newest, boolean complete) {}

  private final PolicyInForce policy;
  private final RevisionHistory history;

  @Inject
  public Revisions(PolicyInForce policy, RevisionHistory history) {
    this.policy = policy;
    this.history = history;
  }

  /**
   * Those under a number.
   *
   * @throws ProblemException 503 if there is not even one in force
   */
  Part newest(long before, int limit) {
    Optional<Revision> inForce = policy.revision();
    List<Revision> found = new ArrayList<>();
    try {
      found.addAll(history.newest(before, limit));
    } catch (IOException e) {
      Revision current = inForce.orElseThrow(() -> unreadable(e));
      return new Part(current.number() < before ? List.of(current) : List.of(), false);
    }
    // What was put in force while the history was away comes into it later.
    inForce
        .filter(current -> current.number() < before)
        .filter(current -> found.isEmpty() || found.get(0).number() < current.number())
        .ifPresent(current -> found.add(0, current));
    return new Part(List.copyOf(found.subList(0, Math.min(limit, found.size()))), true);
  }

  /**
   * One of them; empty if there never was one of this number.
   *
   * @throws ProblemException 503 if it cannot be read now
   */
  Optional<Revision> find(long number) {
    Optional<Revision> inForce = policy.revision().filter(each -> each.number() == number);
    if (inForce.isPresent()) {
      return inForce;
    }
    try {
      return history.find(number);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The one before; empty if there is none, or none that can be read now. */
  Optional<Revision> before(Revision revision) {
    return newest(revision.number(), 1).newest().stream().findFirst();
  }

  private static ProblemException unreadable(IOException e) {
    return ProblemException.unavailable(
        "The history of the policy cannot be read: " + IoFault.reason(e) + ".");
  }
}
