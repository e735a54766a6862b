// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionTakenException;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the database: notices that it went or came back, enters what happened meanwhile, and
 * puts in force what another server changed. On a thread of the timer, one look at a time.
 */
final class DatabaseWatch implements AutoCloseable {

  private static final Logger LOG = EscapedLog.named(DatabaseWatch.class.getName());

  /** Of so many looks at a full database one tries whether it takes changes. */
  static final int WHILE_FULL = 2;

  private final RevisionDatabase database;
  private final DatabaseThenFile keeper;
  private final PolicyInForce policy;
  private @Nullable Long seen;
  private int looks;
  private @Nullable Future<?> looking;

  DatabaseWatch(RevisionDatabase database, DatabaseThenFile keeper, PolicyInForce policy) {
    this.database = database;
    this.keeper = keeper;
    this.policy = policy;
  }

  void begin(ScheduledExecutorService timer, Duration every) {
    looking = timer.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
  }

  void look() {
    try {
      keeper.catchUp();
      if (!database.isFull()) {
        settle();
      } else if (++looks % WHILE_FULL == 0) {
        // Not each time: the container tells at length of each change that fails.
        settle();
        database.tryAgain();
      }
      follow();
    } catch (IOException away) {
      // The database has said so; there is another look.
      LOG.log(Level.TRACE, "The database is away, or full", away);
    } catch (InvalidPolicyException e) {
      LOG.log(Level.ERROR, "The newest policy in the database is not put in force: {0}", e);
    } catch (RuntimeException e) {
      // Else the timer would never look again.
      LOG.log(Level.ERROR, "The database could not be looked after", e);
    }
  }

  private void settle() throws IOException {
    try {
      keeper.settle();
    } catch (RevisionTakenException e) {
      if (e.newest() != null) {
        policy.follow(e.newest());
      }
    }
  }

  private void follow() throws IOException {
    long newest = database.newestNumber();
    long known = policy.revision().map(Revision::number).orElse(0L);
    if (seen == null) {
      // Without a policy since the start only a change made from now on counts, never a guess.
      seen = policy.revision().isPresent() ? known : newest;
    }
    if (newest > Math.max(seen, known)) {
      try {
        database.newest().ifPresent(policy::follow);
        seen = newest;
      } catch (InvalidPolicyException e) {
        seen = newest; // said once
        throw e;
      }
    }
  }
}
