// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import java.util.Arrays;
import java.util.Optional;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Revision;
import org.jspecify.annotations.Nullable;

/** The condition of a change (RFC 9110 13.1.1), on the policy's revision. */
final class IfMatch {

  static final String LOST = "The policy has changed since; read it again.";

  private IfMatch() {}

  /**
   * The revision that has to be in force still, or null if any will do.
   *
   * @param header or null if there is none
   * @param current empty if no policy is in force: then no condition holds
   * @throws ProblemException 412 if it names others only
   */
  static @Nullable Long expected(@Nullable String header, Optional<Revision> current) {
    if (header == null || (header.trim().equals("*") && current.isPresent())) {
      return null;
    }
    long number = current.map(Revision::number).orElse(0L);
    // Weak tags never match here (RFC 9110 8.8.3.2).
    String tag = "\"" + number + "\"";
    if (current.isEmpty()
        || Arrays.stream(header.split(",", -1)).map(String::trim).noneMatch(tag::equals)) {
      throw new ProblemException(Problem.of(412, LOST));
    }
    return number;
  }
}
