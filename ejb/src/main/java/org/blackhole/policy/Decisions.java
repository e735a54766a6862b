// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.jspecify.annotations.Nullable;

/** Is told what was decided in a session. Called on event loops: return quickly, never block. */
@FunctionalInterface
public interface Decisions {

  /**
   * Something was decided, or took effect without deciding.
   *
   * @param rule the name of what did
   * @param mode the label of the mode that answered, or null if none did
   */
  void made(String rule, @Nullable String mode);

  /** A rule has marked the session. */
  default void tagged(String tag) {}
}
