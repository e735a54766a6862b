// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is set, by the names of settings. Blank is not set, so that a variable of the server that is
 * empty leaves the default.
 */
record Values(Map<String, String> given) {

  Values {
    Map<String, String> kept = new HashMap<>();
    given.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            kept.put(name, value.strip());
          }
        });
    given = Map.copyOf(kept);
  }

  boolean has(Setting<?> setting) {
    return given.containsKey(setting.name());
  }

  Optional<String> text(Setting<?> setting) {
    return Optional.ofNullable(given.get(setting.name()));
  }

  /** What is set. Only after {@link #faults} found none. */
  <T> Optional<T> find(Setting<T> setting) {
    return text(setting).map(setting.form()::read);
  }

  /** What is set, else the default. Only after {@link #faults} found none. */
  <T> T get(Setting<T> setting) {
    String text =
        text(setting)
            .orElseGet(
                () ->
                    Objects.requireNonNull(setting.standard(), () -> setting + " has no default"));
    return setting.form().read(text);
  }

  /** These, and where they are silent, those. */
  Values over(Values those) {
    Map<String, String> all = new HashMap<>(those.given);
    all.putAll(given);
    return new Values(all);
  }

  /** Every value whose form is not allowed. */
  List<Fault> faults(@Nullable String listener) {
    List<Fault> faults = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      String value = given.get(setting.name());
      if (value != null && !isAllowed(setting, value)) {
        faults.add(Fault.notAllowed(setting, listener, value));
      }
    }
    return faults;
  }

  private static boolean isAllowed(Setting<?> setting, String value) {
    try {
      setting.form().read(value);
      return true;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** Without values: some are secret. */
  @Override
  public String toString() {
    return given.keySet().toString();
  }
}
