// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.blackhole.store.IoFault;
import org.jspecify.annotations.Nullable;

/**
 * The accounts there are. What is in force is on disk first. Safe for any thread: readers see an
 * immutable map, writers take turns.
 */
@Singleton
public final class Accounts {

  private final AccountsFile file;
  private final Passwords passwords;
  private volatile SortedMap<String, Account> accounts = new TreeMap<>();
  private volatile @Nullable String fault = "The accounts are not read yet.";

  @Inject
  public Accounts(AdminDirectory directory, Passwords passwords) {
    this(directory.accounts(), passwords);
  }

  Accounts(AccountsFile file, Passwords passwords) {
    this.file = file;
    this.passwords = passwords;
  }

  /** Why nobody can log in, a sentence for the user; empty if all is well. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** In the order of their names. */
  public List<Account> list() {
    return List.copyOf(accounts.values());
  }

  public Optional<Account> find(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  /**
   * Reads the file.
   *
   * @return false if there is none yet
   */
  synchronized boolean load() {
    try {
      Optional<List<Account>> kept = file.read();
      if (kept.isEmpty()) {
        return false;
      }
      SortedMap<String, Account> found = new TreeMap<>();
      kept.get().forEach(account -> found.put(account.name(), account));
      accounts = found;
      fault = null;
    } catch (IOException e) {
      fault = "The accounts in " + file.path() + " cannot be read: " + IoFault.reason(e) + ".";
    }
    return true;
  }

  /** Nobody can log in, for this reason. */
  void fail(String why) {
    fault = why;
  }

  /**
   * Makes the one account of the first start. What is there already is never written over: this is
   * for when {@link #load} has found nothing.
   */
  synchronized void makeFirst(String name, String password) {
    SortedMap<String, Account> first = new TreeMap<>();
    first.put(name, new Account(name, Role.ADMIN, passwords.hash(password)));
    replace(first);
    fault = null;
  }

  /**
   * Ends here while there is a fault: what cannot be read is neither shown nor written over.
   *
   * @throws UnavailableException with the fault
   */
  public void requireReadable() {
    String why = fault;
    if (why != null) {
      throw new UnavailableException(why);
    }
  }

  /**
   * Adds an account; false if the name is taken.
   *
   * @throws UnavailableException while there is a fault
   * @throws UncheckedIOException if it cannot be kept; nothing has changed then
   */
  public synchronized boolean add(String name, Role role, String password) {
    requireReadable();
    if (accounts.containsKey(name)) {
      return false;
    }
    SortedMap<String, Account> next = new TreeMap<>(accounts);
    next.put(name, new Account(name, role, passwords.hash(password)));
    replace(next);
    return true;
  }

  /**
   * Changes role, password or both.
   *
   * @throws LastAdminException if no admin would be left
   * @throws UnavailableException while there is a fault
   * @throws UncheckedIOException if it cannot be kept; nothing has changed then
   */
  public synchronized Optional<Account> change(
      String name, @Nullable Role role, @Nullable String password) {
    requireReadable();
    Account before = accounts.get(name);
    if (before == null) {
      return Optional.empty();
    }
    Account account = before;
    if (role != null) {
      account = account.withRole(role);
    }
    if (password != null) {
      account = account.withHash(passwords.hash(password));
    }
    SortedMap<String, Account> next = new TreeMap<>(accounts);
    next.put(name, account);
    if (before.role() == Role.ADMIN) {
      requireAdmin(next.values());
    }
    replace(next);
    if (password != null) {
      passwords.forget(name);
    }
    return Optional.of(account);
  }

  /**
   * Removes an account; false if there is none of this name.
   *
   * @throws LastAdminException if no admin would be left
   * @throws UnavailableException while there is a fault
   * @throws UncheckedIOException if it cannot be kept; nothing has changed then
   */
  public synchronized boolean remove(String name) {
    requireReadable();
    SortedMap<String, Account> next = new TreeMap<>(accounts);
    Account gone = next.remove(name);
    if (gone == null) {
      return false;
    }
    if (gone.role() == Role.ADMIN) {
      requireAdmin(next.values());
    }
    replace(next);
    passwords.forget(name);
    return true;
  }

  private void replace(SortedMap<String, Account> next) {
    try {
      file.write(next.values());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The accounts cannot be kept in " + file.path() + ": " + IoFault.reason(e), e);
    }
    accounts = next;
  }

  private static void requireAdmin(Collection<Account> accounts) {
    if (accounts.stream().noneMatch(account -> account.role() == Role.ADMIN)) {
      throw new LastAdminException();
    }
  }

  /** The accounts cannot be told or changed; the message says why, for the user. */
  public static final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String why) {
      super(why);
    }
  }

  /** Somebody has to be left who can let others in. */
  public static final class LastAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
