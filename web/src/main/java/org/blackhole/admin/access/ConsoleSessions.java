// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The console's sessions. They end when idle for half an hour, after twelve hours at the latest,
 * with the account, and with a change of its password. Kept in memory, by the hash of their token
 * alone, and bounded in number. Safe for any thread.
 */
@Singleton
public final class ConsoleSessions {

  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int MAX = 1000;

  /**
   * A session just opened.
   *
   * @param token for the cookie
   * @param csrf for the header that goes with every change
   */
  public record Opened(String token, String csrf) {}

  /** A session found. */
  public record Found(Account account, String csrf) {

    public boolean matches(String token) {
      return MessageDigest.isEqual(
          csrf.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record Entry(String name, String hash, String csrf, long opened, long used) {}

  private final Accounts accounts;
  private final LongSupplier nanoTime;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Entry> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > MAX;
        }
      };

  @Inject
  public ConsoleSessions(Accounts accounts) {
    this(accounts, System::nanoTime);
  }

  ConsoleSessions(Accounts accounts, LongSupplier nanoTime) {
    this.accounts = accounts;
    this.nanoTime = nanoTime;
  }

  public synchronized Opened open(Account account) {
    Opened opened = new Opened(draw(), draw());
    long now = nanoTime.getAsLong();
    sessions.put(
        key(opened.token()), new Entry(account.name(), account.hash(), opened.csrf(), now, now));
    return opened;
  }

  /** The session of this token, now used again. */
  public synchronized Optional<Found> find(String token) {
    String key = key(token);
    Entry entry = sessions.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    Optional<Account> account = account(entry, now);
    if (account.isEmpty()) {
      sessions.remove(key);
      return Optional.empty();
    }
    sessions.put(key, new Entry(entry.name(), entry.hash(), entry.csrf(), entry.opened(), now));
    return Optional.of(new Found(account.get(), entry.csrf()));
  }

  /** Whether the session of this token is open; it is not used by that, and may end. */
  synchronized boolean isOpen(String token) {
    Entry entry = sessions.get(key(token));
    return entry != null && account(entry, nanoTime.getAsLong()).isPresent();
  }

  /** The account of a session, if neither has ended. */
  private Optional<Account> account(Entry entry, long now) {
    return now - entry.used() > IDLE.toNanos() || now - entry.opened() > LONGEST.toNanos()
        ? Optional.empty()
        : accounts.find(entry.name()).filter(known -> known.hash().equals(entry.hash()));
  }

  public synchronized void close(String token) {
    sessions.remove(key(token));
  }

  private String draw() {
    byte[] octets = new byte[32];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  private static String key(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
