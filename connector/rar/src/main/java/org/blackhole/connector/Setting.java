// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param name as a property of the activation specification and as an option in {@code listen}
 * @param standard what holds if it is not set, in the form the user would write; null: nothing does
 */
record Setting<T>(String name, @Nullable String standard, Scope scope, Form<T> form) {

  /** Where it can be set. */
  enum Scope {
    /** For the activation, and for one listener in {@code listen}, which wins. */
    LISTENER,
    /** For the activation alone. */
    ACTIVATION,
    /** For the activation alone, and its value is never shown. */
    SECRET
  }

  static <T> Setting<T> listener(String name, @Nullable String standard, Form<T> form) {
    return new Setting<>(name, standard, Scope.LISTENER, form);
  }

  static <T> Setting<T> activation(String name, @Nullable String standard, Form<T> form) {
    return new Setting<>(name, standard, Scope.ACTIVATION, form);
  }

  static Setting<String> secret(String name) {
    return new Setting<>(name, null, Scope.SECRET, Form.text("a password"));
  }
}
