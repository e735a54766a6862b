// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.blackhole.policy.Fault;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Soon enough for who waits, and seldom enough for a server that is busy. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final transient Problem problem;
  private final @Nullable Duration pause;

  public ProblemException(Problem problem) {
    this(problem, null);
  }

  private ProblemException(Problem problem, @Nullable Duration pause) {
    super(problem.status() + " " + problem.detail(), null, false, false);
    this.problem = problem;
    this.pause = pause;
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

  /** What the server does for others already, as often as it can at once. */
  public static ProblemException busy(String detail) {
    return new ProblemException(Problem.of(503, detail), PAUSE);
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
    return query(status, List.of(new Fault("?" + name, detail)));
  }

  /** Parameters of the query that mean nothing here. */
  static ProblemException unreadableParameters(List<Fault> faults) {
    return query(400, faults);
  }

  private static ProblemException query(int status, List<Fault> faults) {
    String detail =
        faults.size() == 1
            ? "The query has a fault; nothing was changed."
            : "The query has " + faults.size() + " faults; nothing was changed.";
    return new ProblemException(new Problem(status, detail, List.copyOf(faults)));
  }

  public Problem problem() {
    return problem;
  }

  /** When to ask again, if that is known. */
  public Optional<Duration> pause() {
    return Optional.ofNullable(pause);
  }
}
