// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.blackhole.smtp.sasl.Mechanism;
import org.jspecify.annotations.Nullable;

/**
 * AUTH on a listener (RFC 4954).
 *
 * @param requireTls whether it is there inside TLS only
 * @param mechanisms to offer; empty offers each that can work
 * @param password assumed for mechanisms that do not send it, where the application knows none
 */
public record AuthSettings(
    Rule rule, boolean requireTls, Set<Mechanism> mechanisms, @Nullable String password) {

  /** Whether clients log in. */
  public enum Rule {
    /** There is no AUTH. */
    OFF,
    /** They may. */
    OPTIONAL,
    /** They must, before MAIL and whatever tells about users. */
    REQUIRED
  }

  public static final AuthSettings DEFAULT = new AuthSettings(Rule.OPTIONAL, false, Set.of(), null);

  public AuthSettings {
    mechanisms = Set.copyOf(mechanisms);
  }

  /** What a client is offered, the strongest first. */
  List<Mechanism> offered(boolean encrypted, boolean bound, boolean certificate) {
    List<Mechanism> offered = new ArrayList<>();
    if (rule == Rule.OFF || (requireTls && !encrypted)) {
      return offered;
    }
    for (Mechanism mechanism : EnumSet.allOf(Mechanism.class)) {
      if (isTaken(mechanism)
          && (bound || !mechanism.needsBinding())
          && (certificate || !mechanism.needsCertificate())) {
        offered.add(mechanism);
      }
    }
    return offered;
  }

  /** One that is named may work by a password that the application knows. */
  private boolean isTaken(Mechanism mechanism) {
    return mechanisms.isEmpty()
        ? password != null || !mechanism.needsPassword()
        : mechanisms.contains(mechanism);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AuthSettings[" + rule + ", requireTls=" + requireTls + ", " + mechanisms + "]";
  }
}
