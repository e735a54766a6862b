// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.store.IoFault;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The account {@code admin} of the first start, with a password that was set or is drawn. The log
 * names the file it is in, never the password: logs are kept.
 */
@Singleton
public final class FirstAccount {

  static final String NAME = "admin";

  private static final Logger LOG = EscapedLog.named(FirstAccount.class.getName());

  /** Above INFO and under WARNING: on Liberty this is AUDIT, which the console shows. */
  private static final java.util.logging.Level AUDIT = java.util.logging.Level.parse("850");

  private static final java.util.logging.Logger CONSOLE =
      java.util.logging.Logger.getLogger(FirstAccount.class.getName());

  private final Accounts accounts;
  private final AdminDirectory directory;
  private final Passwords passwords;
  private final Optional<String> given;

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
  }

  /** Reads the accounts, or makes the first one. */
  void open() {
    if (!accounts.load()) {
      try {
        make();
      } catch (IOException e) {
        accounts.fail("The account admin cannot be made: " + IoFault.reason(e) + ".");
      } catch (UncheckedIOException | IllegalArgumentException e) {
        accounts.fail("The account admin cannot be made: " + e.getMessage() + ".");
      }
    }
    accounts.fault().ifPresent(fault -> LOG.log(Level.ERROR, fault));
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
