// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.mode;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mode as it is set, its codes narrowed and weighed if wanted. Immutable.
 *
 * @param codes what {@code bounce} and {@code random} draw from; empty for their own lists, each
 *     code as likely as the others
 */
public record ModeSetting(Mode mode, List<CodeWeight> codes) {

  public static final ModeSetting ACCEPT = of(Mode.ACCEPT);

  /**
   * @throws IllegalArgumentException if the mode draws no codes, a code cannot stand there, or one
   *     is named twice
   */
  public ModeSetting {
    codes = List.copyOf(codes);
    Set<Integer> seen = new HashSet<>();
    for (CodeWeight code : codes) {
      refusal(mode, code.code())
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(why);
              });
      if (!seen.add(code.code())) {
        throw new IllegalArgumentException(code.code() + " is named twice");
      }
    }
  }

  /** The mode as it is by itself. */
  public static ModeSetting of(Mode mode) {
    return new ModeSetting(mode, List.of());
  }

  /** Why this code cannot be drawn in this mode; empty if it can. */
  public static Optional<String> refusal(Mode mode, int code) {
    if (!mode.draws()) {
      return Optional.of("the mode " + mode.label() + " draws no codes");
    }
    if (code == 250) {
      return mode == Mode.RANDOM
          ? Optional.empty()
          : Optional.of("250 is no bounce; use the mode random");
    }
    boolean refuses = code >= 400 && code <= 599 && code / 10 % 10 <= 5;
    return refuses || code == 571
        ? Optional.empty()
        : Optional.of(code + " cannot answer a message; 400 to 459, 500 to 559 and 571 can");
  }
}
