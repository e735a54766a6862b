// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void eachRoleMayDoWhatThoseBeforeItMay() {
    assertThat(Role.VIEWER.including()).containsExactlyInAnyOrder("viewer");
    assertThat(Role.OPERATOR.including()).containsExactlyInAnyOrder("viewer", "operator");
    assertThat(Role.ADMIN.including()).containsExactlyInAnyOrder("viewer", "operator", "admin");
  }

  @Test
  void rolesGoByTheirLabels() {
    assertThat(Role.of("operator")).hasValue(Role.OPERATOR);
    assertThat(Role.of("OPERATOR")).isEmpty();
    assertThat(Role.VIEWER.label()).isEqualTo(Role.VIEWS);
    assertThat(Role.OPERATOR.label()).isEqualTo(Role.OPERATES);
    assertThat(Role.ADMIN.label()).isEqualTo(Role.ADMINISTERS);
  }
}
