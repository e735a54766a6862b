// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
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
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** How it went. */
  public sealed interface Result {
    /** In. */
    record Granted(Account account) implements Result {}

    /** No such name and password. */
    record Refused() implements Result {}

    /** Not looked at, after failures; to be tried again after this time. */
    record TooMany(Duration pause) implements Result {}

    /** Not looked at, as too many others are; to be tried again after this time. */
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
    String fault = accounts.fault().orElse(null);
    if (fault != null) {
      return new Result.Unavailable(fault);
    }
    Duration wait = throttle.wait(from);
    if (!wait.isZero()) {
      return new Result.TooMany(wait);
    }
    Account account = accounts.find(name).orElse(null);
    String tag = passwords.tag(name, account == null ? "" : account.hash(), password);
    if (account != null && passwords.isProven(account, tag)) {
      throttle.succeeded(from, name);
      return new Result.Granted(account);
    }
    if (Passwords.isTooLong(password) || throttle.isRepeated(from, tag)) {
      return new Result.Refused();
    }
    return inTurn(account, name, password, tag, from);
  }

  private Result inTurn(
      @Nullable Account account, String name, String password, String tag, InetAddress from) {
    try {
      if (hashing.getQueueLength() >= WAITING
          || !hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Result.Busy(AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Busy(AGAIN);
    }
    try {
      return hash(account, name, password, tag, from);
    } finally {
      hashing.release();
    }
  }

  private Result hash(
      @Nullable Account account, String name, String password, String tag, InetAddress from) {
    // Others from the same address may have failed while this one waited.
    Duration wait = throttle.wait(from);
    if (!wait.isZero()) {
      return new Result.TooMany(wait);
    }
    if (account == null) {
      passwords.proveNobody(password);
    } else if (passwords.isProven(account, tag) || passwords.prove(account, password, tag)) {
      throttle.succeeded(from, name);
      return new Result.Granted(account);
    }
    throttle.failed(from, name, tag);
    return new Result.Refused();
  }
}
