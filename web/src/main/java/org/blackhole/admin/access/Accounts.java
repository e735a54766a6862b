// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /**
   * In the order of their names.
   *
   * @throws UnreadableException if they could not be read
   */
  public List<Account> list() {
    requireRead();
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
      fault = "The accounts in " + file.path() + " cannot be read: " + e.getMessage() + ".";
    }
    return true;
  }

  /** Nobody can log in, for this reason. */
  void fail(String why) {
    fault = why;
  }

  /** Makes the first account, where there are none yet. */
  synchronized void begin(String name, Role role, String password) {
    replace(new TreeMap<>(Map.of(name, new Account(name, role, passwords.hash(password)))));
    fault = null;
  }

  /**
   * Adds an account; false if the name is taken.
   *
   * @throws UnreadableException if those there are could not be read: they must not be lost
   */
  public synchronized boolean add(String name, Role role, String password) {
    requireRead();
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
   */
  public synchronized Optional<Account> change(
      String name, @Nullable Role role, @Nullable String password) {
    requireRead();
    Account account = accounts.get(name);
    if (account == null) {
      return Optional.empty();
    }
    if (role != null) {
      account = account.withRole(role);
    }
    if (password != null) {
      account = account.withHash(passwords.hash(password));
    }
    SortedMap<String, Account> next = new TreeMap<>(accounts);
    next.put(name, account);
    requireAdmin(next);
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
   */
  public synchronized boolean remove(String name) {
    requireRead();
    SortedMap<String, Account> next = new TreeMap<>(accounts);
    if (next.remove(name) == null) {
      return false;
    }
    requireAdmin(next);
    replace(next);
    passwords.forget(name);
    return true;
  }

  private void replace(SortedMap<String, Account> next) {
    try {
      file.write(next.values());
    } catch (IOException e) {
      throw new UncheckedIOException("The accounts cannot be written to " + file.path(), e);
    }
    accounts = next;
  }

  private void requireRead() {
    String why = fault;
    if (why != null) {
      throw new UnreadableException(why);
    }
  }

  /** Of a change that takes the last admin away; where there is none, others may still change. */
  private void requireAdmin(Map<String, Account> next) {
    if (hasAdmin(accounts) && !hasAdmin(next)) {
      throw new LastAdminException();
    }
  }

  private static boolean hasAdmin(Map<String, Account> accounts) {
    return accounts.values().stream().anyMatch(account -> account.role() == Role.ADMIN);
  }

  /** The accounts there are could not be read. */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    UnreadableException(String why) {
      super(why);
      this.why = why;
    }

    /** A sentence for the user. */
    public String why() {
      return why;
    }
  }

  /** Somebody has to be left who can let others in. */
  public static final class LastAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
