// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionTakenException;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policy to begin with: the newest of database and file, else the one given for the first
 * start, else the default. What it begins with is kept, with the seed drawn for it. One that is
 * there but cannot be read is never passed over: the server does not come up on a guess. A database
 * that is away is.
 */
final class PolicyAtStart {

  private static final Logger LOG = EscapedLog.named(PolicyAtStart.class.getName());

  private final RevisionDatabase database;
  private final DatabaseThenFile keeper;
  private final PolicyFile file;
  private final @Nullable Path given;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;

  PolicyAtStart(
      RevisionDatabase database,
      DatabaseThenFile keeper,
      @Nullable Path given,
      ScheduledExecutorService timer,
      InstantSource clock) {
    this.database = database;
    this.keeper = keeper;
    this.file = keeper.file();
    this.given = given;
    this.timer = timer;
    this.clock = clock;
  }

  PolicyInForce open() {
    String reading = file.path().toString();
    try {
      Revision written = file.read().orElse(null);
      reading = "the newest revision of the database";
      Entered entered = entered();
      Revision last = newest(entered.newest(), written);
      if (last == null || (given != null && isUntouched(last))) {
        reading = given == null ? reading : given.toString();
        return with(first(last == null ? 1 : last.number() + 1, entered.known()));
      }
      if (!last.equals(entered.newest())) {
        keeper.owe(last);
      } else if (!last.equals(written)) {
        keeper.follow(last);
      }
      return with(last);
    } catch (InvalidPolicyException e) {
      return unreadable(reading, e.faults().stream().map(Fault::toString).toList());
    } catch (UncheckedIOException e) {
      return unreadable(reading, List.of(reason(e)));
    }
  }

  /** What the database has: the newest revision if there is one, and whether that is known. */
  private record Entered(@Nullable Revision newest, boolean known) {}

  private Entered entered() {
    try {
      return new Entered(database.newest().orElse(null), true);
    } catch (IOException away) {
      // It has said so.
      return new Entered(null, false);
    }
  }

  /** Of one number, that of the database counts: other servers see it too. */
  private static @Nullable Revision newest(@Nullable Revision entered, @Nullable Revision written) {
    if (entered == null || written == null) {
      return entered == null ? written : entered;
    }
    return written.number() > entered.number() ? written : entered;
  }

  private Revision first(long number, boolean databaseAnswers) {
    PolicyDocument document = given == null ? PolicyDocument.DEFAULT : file.given(given);
    Revision first =
        new Revision(
            number,
            document,
            Revision.seed(document, null),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            "blackhole",
            given == null ? "first start" : "given for the first start",
            null);
    if (!databaseAnswers) {
      keeper.keepLater(first);
      return first;
    }
    try {
      keeper.keep(first);
    } catch (RevisionTakenException e) {
      if (e.newest() == null) {
        throw new UncheckedIOException(e);
      }
      keeper.follow(e.newest());
      return e.newest();
    } catch (IOException away) {
      keeper.keepLater(first);
    }
    return first;
  }

  private PolicyInForce with(Revision first) {
    return new PolicyInForce(first, keeper, timer, clock);
  }

  /** Whether nobody has said anything yet: a policy given now is for the first start still. */
  private static boolean isUntouched(Revision kept) {
    return kept.number() == 1 && kept.document().equals(PolicyDocument.DEFAULT);
  }

  private PolicyInForce unreadable(String where, List<String> reasons) {
    List<String> faults =
        reasons.stream()
            .map(
                reason ->
                    "The policy in "
                        + where
                        + " is refused until it is mended and the server started again: "
                        + reason)
            .toList();
    faults.forEach(fault -> LOG.log(Level.ERROR, fault));
    return PolicyInForce.unreadable(faults, keeper, timer, clock);
  }

  private static String reason(UncheckedIOException e) {
    return e.getCause() == null ? e.toString() : IoFault.reason(e.getCause());
  }
}
