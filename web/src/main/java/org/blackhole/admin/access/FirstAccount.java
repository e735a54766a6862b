// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.store.IoFault;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The account {@code admin} of the first start, with a password that was set or is drawn. The log
 * names the file it is in, never the password: logs are kept.
 */
@Singleton
public final class FirstAccount {

  static final String NAME = "admin";

  /** Seconds: by then the file may be mended, or the disk have space. */
  private static final int AGAIN = 10;

  private static final Logger LOG = EscapedLog.named(FirstAccount.class.getName());

  /** Above INFO and under WARNING: on Liberty this is AUDIT, which the console shows. */
  private static final java.util.logging.Level AUDIT = java.util.logging.Level.parse("850");

  private static final java.util.logging.Logger CONSOLE =
      java.util.logging.Logger.getLogger(FirstAccount.class.getName());

  private final Accounts accounts;
  private final AdminDirectory directory;
  private final Passwords passwords;
  private final Optional<String> given;
  private String told = "";
  private @Nullable Future<?> trying;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  @Inject
  public FirstAccount(
      Accounts accounts,
      AdminDirectory directory,
      Passwords passwords,
      @ConfigProperty(name = "blackhole.admin.password") Optional<String> given) {
    this.accounts = accounts;
    this.directory = directory;
    this.passwords = passwords;
    this.given = given.filter(password -> !password.isEmpty());
  }

  void onStart(@Observes Startup event) {
    open();
    if (accounts.fault().isPresent()) {
      trying = scheduler.scheduleWithFixedDelay(this::tryAgain, AGAIN, AGAIN, TimeUnit.SECONDS);
    }
  }

  @PreDestroy
  void stop() {
    if (trying != null) {
      trying.cancel(false);
    }
  }

  private void tryAgain() {
    if (accounts.fault().isPresent()) {
      open();
    } else {
      LOG.log(Level.INFO, "The accounts are in use.");
      stop();
    }
  }

  /** Reads the accounts, or makes the first one. What went wrong is told once. */
  synchronized void open() {
    if (!accounts.load()) {
      try {
        make();
      } catch (IOException e) {
        accounts.fail("The account admin cannot be made: " + IoFault.reason(e) + ".");
      } catch (UncheckedIOException | IllegalArgumentException e) {
        accounts.fail("The account admin cannot be made: " + e.getMessage() + ".");
      }
    }
    String fault = accounts.fault().orElse("");
    if (!fault.isEmpty() && !fault.equals(told)) {
      LOG.log(Level.ERROR, fault);
    }
    told = fault;
  }

  private void make() throws IOException {
    if (given.isPresent()) {
      accounts.makeFirst(NAME, requireFit(given.get()));
      LOG.log(Level.INFO, "Made the account admin with the password that was set.");
      return;
    }
    // The file first: an account whose password nobody has would be of no use.
    String password = passwords.draw();
    directory.tell(password);
    accounts.makeFirst(NAME, password);
    CONSOLE.log(AUDIT, "Made the account admin; its password is in {0}", directory.drawnPassword());
  }

  private static String requireFit(String password) {
    try {
      return Passwords.requireFit(password);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the password in BLACKHOLE_ADMIN_PASSWORD " + e.getMessage(), e);
    }
  }

  /** The account of this name has no drawn password any more: its file would mislead. */
  public void forgetDrawnPassword(String name) {
    if (!name.equals(NAME)) {
      return;
    }
    try {
      directory.untell();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The file with the first password cannot be deleted", e);
    }
  }
}
