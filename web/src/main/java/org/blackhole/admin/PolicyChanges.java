// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Change;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionChangedException;
import org.blackhole.store.IoFault;
import org.blackhole.store.PolicyJson;

/**
 * Every change of the policy that a request asks for; what keeps it from being made is told as a
 * problem, and nothing has changed then. Safe for any thread.
 */
@Singleton
public final class PolicyChanges {

  /** What goes with a change, by the revision that is in force when it is asked for. */
  @FunctionalInterface
  public interface Terms {
    Change on(Optional<Revision> current);
  }

  private final PolicyInForce policy;

  @Inject
  public PolicyChanges(PolicyInForce policy) {
    this.policy = policy;
  }

  /**
   * The revision in force.
   *
   * @throws ProblemException 409 if no policy can be read
   */
  public Revision inForce() {
    return policy
        .revision()
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "No policy is in force: " + String.join(" ", policy.faults())));
  }

  /** Puts a document in force, whether there is one or not. */
  Revision replace(PolicyDocument document, Terms terms) {
    return told(() -> policy.replace(document, terms.on(policy.revision())));
  }

  /** Puts in force what an edit makes of the document in force; nothing comes between. */
  public Revision edit(UnaryOperator<PolicyDocument> edit, Terms terms) {
    Optional<Revision> current = Optional.of(inForce());
    return told(() -> policy.edit(edit, terms.on(current)));
  }

  /**
   * Reads a document.
   *
   * @throws ProblemException 422 with all its faults
   */
  public static PolicyDocument read(JsonObject document) {
    try {
      return PolicyJson.document(document);
    } catch (InvalidPolicyException e) {
      throw ProblemException.nonsense(e.faults());
    }
  }

  private static <T> T told(Supplier<T> change) {
    try {
      return change.get();
    } catch (RevisionChangedException e) {
      throw new ProblemException(Problem.of(412, IfMatch.LOST));
    } catch (UncheckedIOException e) {
      throw ProblemException.unavailable(
          "The policy cannot be kept: " + reason(e) + "; nothing was changed.");
    }
  }

  private static String reason(UncheckedIOException e) {
    return e.getCause() == null ? e.toString() : IoFault.reason(e.getCause());
  }
}
