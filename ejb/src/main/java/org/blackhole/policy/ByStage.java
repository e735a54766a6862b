// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** What there is at each stage, if anything; looked up at every step of a session. Immutable. */
final class ByStage<T> {

  private final List<@Nullable T> all;

  private ByStage(List<@Nullable T> all) {
    this.all = all;
  }

  /** Of these. */
  static <T> ByStage<T> of(Map<Stage, T> some) {
    List<@Nullable T> all = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      all.add(some.get(stage));
    }
    return new ByStage<>(Collections.unmodifiableList(all));
  }

  /** What there is at this one, or null. */
  @SuppressWarnings("EnumOrdinal") // of a list of its own, which nobody else sees
  @Nullable T at(Stage stage) {
    return all.get(stage.ordinal());
  }
}
