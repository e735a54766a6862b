// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

import java.util.Locale;
import java.util.Optional;

/** How complete messages are answered. */
public enum Mode {
  /** 250. */
  ACCEPT,
  /** A code of the bounce list. */
  BOUNCE,
  /** 250 or a code of the bounce list. */
  RANDOM,
  /** {@code 421 4.3.2} at connect, then closed. */
  UNAVAILABLE,
  /** Greeted with {@code 521 5.3.2} (RFC 7504 3). */
  OFFLINE;

  private static final Mode[] MODES = values();

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in policies, options and switches: lower case. */
  public String label() {
    return label;
  }

  /** Whether its codes can be narrowed and weighed. */
  public boolean draws() {
    return this == BOUNCE || this == RANDOM;
  }

  /** The mode of this name, without regard to case. */
  public static Optional<Mode> named(String text) {
    for (Mode mode : MODES) {
      if (mode.label.equalsIgnoreCase(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
