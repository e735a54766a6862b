// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import org.jspecify.annotations.Nullable;

/** Is told what was decided. Called on event loops: return quickly, never block. */
@FunctionalInterface
public interface Decisions {

  /**
   * Something was decided.
   *
   * @param rule the name of what decided
   * @param mode the label of the mode that answered, or null if none did
   */
  void made(String rule, @Nullable String mode);
}
