// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an account may do. Each role may do what those before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Changes. */
  OPERATOR,
  /** Looks after accounts. */
  ADMIN;

  // Annotations want constants.
  public static final String VIEWS = "viewer";
  public static final String OPERATES = "operator";
  public static final String ADMINISTERS = "admin";

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in the admin API: lower case. */
  public String label() {
    return label;
  }

  /** The names of this role and of those before it. */
  public Set<String> including() {
    return Arrays.stream(values())
        .filter(role -> role.compareTo(this) <= 0)
        .map(Role::label)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The role of this label. */
  public static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label.equals(label)).findFirst();
  }
}
