// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks name and password. However many ask at once, only two are hashed at a time and only a few
 * wait for it: the rest is told to come back. Safe for any thread.
 */
@Singleton
public final class LogIn {

  private static final int AT_ONCE = 2;
  private static final int WAITING = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Result.Busy BUSY = new Result.Busy(Duration.ofSeconds(1));

  /** How it went. */
  public sealed interface Result {
    /** In. */
    record Granted(Account account) implements Result {}

    /** No such name and password. */
    record Refused() implements Result {}

    /** Not looked at, for the failures before; to be tried again after this time. */
    record TooMany(Duration pause) implements Result {}

    /** Not looked at, for all the others that ask; to be tried again after this time. */
    record Busy(Duration pause) implements Result {}

    /** Nobody can log in. */
    record Unavailable(String why) implements Result {}
  }

  private final Accounts accounts;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final Semaphore hashing = new Semaphore(AT_ONCE, true);

  @Inject
  public LogIn(Accounts accounts, Passwords passwords) {
    this(accounts, passwords, new LoginThrottle(System::nanoTime));
  }

  LogIn(Accounts accounts, Passwords passwords, LoginThrottle throttle) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  /** Checks a log-in that this request brings, in whatever form. */
  public Result check(String name, String password, HttpServletRequest request) {
    return check(name, password, Gate.address(request));
  }

  Result check(String name, String password, InetAddress from) {
    Optional<String> fault = accounts.fault();
    if (fault.isPresent()) {
      return new Result.Unavailable(fault.get());
    }
    Duration wait = throttle.wait(from, name);
    if (!wait.isZero()) {
      return new Result.TooMany(wait);
    }
    Account account = accounts.find(name).orElse(null);
    String tag = passwords.tag(name, account == null ? "" : account.hash(), password);
    if (account != null && passwords.isProven(account, tag)) {
      return new Result.Granted(account);
    }
    if (password.length() > Passwords.LONGEST || throttle.isRepeated(from, name, tag)) {
      return new Result.Refused();
    }
    return inTurn(new Attempt(name, account, password, tag, from));
  }

  private record Attempt(
      String name, @Nullable Account account, String password, String tag, InetAddress from) {}

  private Result inTurn(Attempt attempt) {
    try {
      if (hashing.getQueueLength() >= WAITING
          || !hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return BUSY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BUSY;
    }
    try {
      return hash(attempt);
    } finally {
      hashing.release();
    }
  }

  private Result hash(Attempt attempt) {
    // Others from the same address may have failed while this one waited.
    Duration wait = throttle.wait(attempt.from(), attempt.name());
    if (!wait.isZero()) {
      return new Result.TooMany(wait);
    }
    Account account = attempt.account();
    if (account == null) {
      passwords.proveNobody(attempt.password());
    } else if (passwords.isProven(account, attempt.tag())) {
      return new Result.Granted(account);
    } else if (passwords.prove(account, attempt.password(), attempt.tag())) {
      throttle.succeeded(attempt.from(), attempt.name());
      return new Result.Granted(account);
    }
    throttle.failed(attempt.from(), attempt.name(), attempt.tag());
    return new Result.Refused();
  }
}
