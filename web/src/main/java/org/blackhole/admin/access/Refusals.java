// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.time.Duration;
import java.util.Optional;
import org.blackhole.admin.problem.Problem;

/** What a log-in that did not succeed is answered with. */
public final class Refusals {

  private Refusals() {}

  public static Problem problem(LogIn.Result result) {
    if (result instanceof LogIn.Result.TooMany many) {
      return Problem.of(
          429,
          "Too many failed log-ins from this address; try again in "
              + seconds(many.pause())
              + " s.");
    }
    if (result instanceof LogIn.Result.Busy busy) {
      return Problem.of(
          503, "Too many log-ins are being checked; try again in " + seconds(busy.pause()) + " s.");
    }
    if (result instanceof LogIn.Result.Unavailable none) {
      return Problem.of(503, none.why());
    }
    return Problem.of(401, "There is no account with this name and password.");
  }

  /** The value of Retry-After (RFC 9110 10.2.3). */
  public static Optional<String> retryAfter(LogIn.Result result) {
    if (result instanceof LogIn.Result.TooMany many) {
      return Optional.of(Long.toString(seconds(many.pause())));
    }
    return result instanceof LogIn.Result.Busy busy
        ? Optional.of(Long.toString(seconds(busy.pause())))
        : Optional.empty();
  }

  private static long seconds(Duration pause) {
    return Math.max(1, pause.plusMillis(999).toSeconds());
  }
}
