// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.nio.file.Path;
import java.util.Optional;

/** The accounts of a folder as a start finds or makes them, for tests of what stands on them. */
public record StoredAccounts(Accounts accounts, FirstAccount first) {

  public static final String PASSWORD = "the password";

  public static StoredAccounts in(Path folder) {
    AdminDirectory directory = new AdminDirectory(folder);
    Passwords passwords = new Passwords(new Pbkdf2());
    Accounts accounts = new Accounts(directory, passwords);
    FirstAccount first = new FirstAccount(accounts, directory, passwords, Optional.of(PASSWORD));
    first.open();
    return new StoredAccounts(accounts, first);
  }
}
