// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

/**
 * One account.
 *
 * @param hash of the password, as Jakarta Security's Pbkdf2PasswordHash writes it
 */
public record Account(String name, Role role, String hash) {

  Account withRole(Role other) {
    return new Account(name, other, hash);
  }

  Account withHash(String other) {
    return new Account(name, role, other);
  }

  /** Without the hash: it has no place in a log. */
  @Override
  public String toString() {
    return name + " (" + role.label() + ")";
  }
}
