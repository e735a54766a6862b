// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import java.util.List;
import org.blackhole.policy.Fault;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.status() + " " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What cannot be read. */
  public static ProblemException unreadable(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  public static ProblemException notFound(String detail) {
    return new ProblemException(Problem.of(404, detail));
  }

  /** The wrong state for what is asked. */
  public static ProblemException conflict(String detail) {
    return new ProblemException(Problem.of(409, detail));
  }

  /** What the server cannot do now, through no fault of who asks. */
  public static ProblemException unavailable(String detail) {
    return new ProblemException(Problem.of(503, detail));
  }

  /** What can be read but says nonsense. */
  public static ProblemException nonsense(List<Fault> faults) {
    String detail =
        faults.size() == 1
            ? "The body has a fault; nothing was changed."
            : "The body has " + faults.size() + " faults; nothing was changed.";
    return new ProblemException(new Problem(422, detail, List.copyOf(faults)));
  }

  /** A parameter of the query that cannot be read. */
  public static ProblemException unreadableParameter(String name, String detail) {
    return parameter(400, name, detail);
  }

  /** A parameter of the query that can be read but says nonsense. */
  public static ProblemException nonsenseParameter(String name, String detail) {
    return parameter(422, name, detail);
  }

  private static ProblemException parameter(int status, String name, String detail) {
    return new ProblemException(
        new Problem(
            status,
            "The query has a fault; nothing was changed.",
            List.of(new Fault("?" + name, detail))));
  }

  public Problem problem() {
    return problem;
  }
}
