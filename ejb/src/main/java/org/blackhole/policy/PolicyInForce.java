// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.blackhole.policy.chance.Chance;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Holds the policy that counts. Sessions read it with one volatile read; changes are made one at a
 * time, kept first, then swapped in with one volatile write. A change with a lifetime is taken back
 * at its time, by the clock as it is then, unless another comes before. Safe for any thread;
 * changes may wait for a file and a database, so none is made on an event loop.
 */
public final class PolicyInForce implements AutoCloseable {

  private static final Logger LOG = EscapedLog.named(PolicyInForce.class.getName());

  // An expiry is a time of the clock, which may be set while the timer waits.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  // Whoever finds its number taken this often in a row gives up.
  private static final int MAX_RACES = 20;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final PolicyKeeper keeper;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private final LongAccumulator lastOrdinal = new LongAccumulator(Math::max, 0);
  private final List<Consumer<Revision>> watchers = new CopyOnWriteArrayList<>();

  private volatile CompiledPolicy current;
  private long taken; // the highest number known to be taken, by a revision that cannot be read
  private @Nullable Future<?> pending;

  /**
   * With a revision that is already kept. Has it expired meanwhile, the document it gave way to is
   * in force at once.
   */
  public PolicyInForce(
      Revision first, PolicyKeeper keeper, ScheduledExecutorService timer, InstantSource clock) {
    this(first, keeper, timer, clock, Ticker.systemTicker());
  }

  PolicyInForce(
      Revision first,
      PolicyKeeper keeper,
      ScheduledExecutorService timer,
      InstantSource clock,
      Ticker ticker) {
    this(CompiledPolicy.of(first, ticker), keeper, timer, clock);
    watch(first);
  }

  private PolicyInForce(
      CompiledPolicy first,
      PolicyKeeper keeper,
      ScheduledExecutorService timer,
      InstantSource clock) {
    this.keeper = keeper;
    this.timer = timer;
    this.clock = clock;
    this.current = first;
  }

  /**
   * With no policy: sessions are turned away until one is put in force.
   *
   * @param faults why, each a sentence for the user
   */
  public static PolicyInForce unreadable(
      List<String> faults,
      PolicyKeeper keeper,
      ScheduledExecutorService timer,
      InstantSource clock) {
    return new PolicyInForce(
        CompiledPolicy.unreadable(faults, Ticker.systemTicker()), keeper, timer, clock);
  }

  /** The policy in force. */
  public CompiledPolicy current() {
    return current;
  }

  /** The revision in force; empty if there is no policy that can be read. */
  public Optional<Revision> revision() {
    return current.revision();
  }

  /** The seed of all chance, given or drawn. */
  public long seed() {
    return current.seed();
  }

  /** Why there is no policy, each a sentence for the user; empty if there is one. */
  public List<String> faults() {
    return current.faults();
  }

  /**
   * Puts a document in force.
   *
   * @return the new revision
   * @throws RevisionChangedException if the change was made for another revision
   * @throws UncheckedIOException if it cannot be kept; nothing has changed then
   */
  public synchronized Revision replace(PolicyDocument document, Change change) {
    return put(() -> document, change, true);
  }

  /**
   * Puts in force what an edit makes of the document in force; nothing comes between. Where another
   * server does come between, the edit is made again, of that server's document.
   *
   * @return the new revision
   * @throws IllegalStateException if there is no document to edit
   * @throws RevisionChangedException if the change was made for another revision
   * @throws UncheckedIOException if it cannot be kept; nothing has changed then
   */
  public synchronized Revision edit(UnaryOperator<PolicyDocument> edit, Change change) {
    return put(() -> edit.apply(editable()), change, false);
  }

  /** What is wrong with how it is kept, a sentence for the user; empty if all is well. */
  public Optional<String> keeperFault() {
    return keeper.trouble();
  }

  /** Has each revision that comes into force from now on told to this, which must not wait. */
  public void onChange(Consumer<Revision> watcher) {
    watchers.add(watcher);
  }

  /** Puts in force a revision that another server has kept, unless a newer one is. */
  public synchronized void follow(Revision kept) {
    if (kept.number() >= number() && !revision().filter(kept::equals).isPresent()) {
      keeper.follow(kept);
      swap(kept, ready(kept));
    }
  }

  /** What a document would be in force, with the counts of now; nothing changes. */
  public synchronized CompiledPolicy consider(PolicyDocument document) {
    Revision considered = next(document, Change.lasting("", ""));
    return current.next(considered, chance(considered));
  }

  /** Starts everything that is counted over, and chance with it. The policy stays. */
  public synchronized void startOver() {
    CompiledPolicy before = current;
    CompiledPolicy fresh = before.fresh(before.chance()).preparedFor(before);
    current = fresh.with(new Chance(before.seed(), lastOrdinal.get()));
    LOG.log(Level.INFO, "The counts of the policy start over, seed {0}", Long.toString(seed()));
  }

  /** The ordinal that the next session has, as far as is known. */
  public long nextOrdinal() {
    return lastOrdinal.get() + 1;
  }

  /** Forgets the timer. The policy stays. */
  @Override
  public synchronized void close() {
    cancel();
  }

  /** Takes note of a session, and gives the policy it begins with. */
  CompiledPolicy begin(long ordinal) {
    lastOrdinal.accumulate(ordinal);
    return current;
  }

  private void requireExpected(Change change) {
    long number = number();
    if (change.expected() != null && change.expected() != number) {
      throw new RevisionChangedException(change.expected(), number);
    }
  }

  private PolicyDocument editable() {
    return revision()
        .orElseThrow(() -> new IllegalStateException("There is no policy that could be changed"))
        .document();
  }

  private Revision put(Supplier<PolicyDocument> document, Change change, boolean whatever) {
    for (int i = 0; i < MAX_RACES; i++) {
      requireExpected(change);
      Revision next = next(document.get(), change);
      CompiledPolicy ready = ready(next);
      try {
        keeper.keep(next);
        swap(next, ready);
        return next;
      } catch (RevisionTakenException e) {
        giveWay(e, change, whatever);
        // Who is in step with a quicker server would lose each time.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong((i + 1) * PAUSE_NANOS));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new UncheckedIOException(
        new IOException("other servers change it all the time; try again"));
  }

  /** Another server's revision comes first; one that cannot be read is only ever replaced. */
  private void giveWay(RevisionTakenException e, Change change, boolean whatever) {
    if (e.newest() != null) {
      follow(e.newest());
      return;
    }
    if (change.expected() != null) {
      throw new RevisionChangedException(change.expected(), e.number());
    }
    if (!whatever) {
      throw new UncheckedIOException(e);
    }
    taken = Math.max(taken, e.number());
  }

  private Revision next(PolicyDocument document, Change change) {
    // As exact as databases are, so that a revision is equal wherever it was kept.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Duration lifetime = change.lifetime();
    // What comes back is a lasting document, never one that was to go itself.
    Revision.Expiry expiry =
        lifetime == null
            ? null
            : new Revision.Expiry(
                now.plus(lifetime),
                revision().map(Revision::lasting).orElse(PolicyDocument.DEFAULT));
    // A change of the seed, and only that, starts chance over.
    Long kept = startsChanceOver(document) ? null : Long.valueOf(seed());
    return new Revision(
        Math.max(number(), taken) + 1,
        document,
        Revision.seed(document, kept),
        now,
        change.by(),
        change.why(),
        expiry);
  }

  /** Made here, by who changes the policy, so that no event loop has to. */
  private CompiledPolicy ready(Revision next) {
    return current.next(next, current.chance()).preparedFor(current);
  }

  private void swap(Revision next, CompiledPolicy ready) {
    cancel();
    current = ready.with(chance(next));
    LOG.log(
        Level.INFO,
        "Policy revision {0} by {1}, seed {2}",
        Long.toString(next.number()),
        next.by(),
        Long.toString(next.seed()));
    watchers.forEach(each -> each.accept(next));
    watch(next);
  }

  private Chance chance(Revision next) {
    // Another server may have drawn another seed.
    return startsChanceOver(next.document()) || next.seed() != seed()
        ? new Chance(next.seed(), lastOrdinal.get())
        : current.chance();
  }

  private boolean startsChanceOver(PolicyDocument next) {
    return revision()
        .map(before -> !Objects.equals(before.document().seed(), next.seed()))
        .orElse(true);
  }

  private void watch(Revision revision) {
    if (revision.expiry() == null) {
      return;
    }
    Duration wait = Duration.between(clock.instant(), revision.expiry().at());
    if (wait.isZero() || wait.isNegative()) {
      expire(revision);
      return;
    }
    Duration turn = wait.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : wait;
    pending =
        timer.schedule(
            () -> watchAgain(revision), turn.plusNanos(999_999).toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void watchAgain(Revision revision) {
    if (pending != null && number() == revision.number()) {
      watch(revision);
    }
  }

  private void expire(Revision expired) {
    Revision next =
        next(
            expired.lasting(),
            Change.lasting("blackhole", "revision " + expired.number() + " has expired"));
    CompiledPolicy ready = ready(next);
    try {
      keeper.keep(next);
    } catch (IOException | RuntimeException e) {
      if (e instanceof RevisionTakenException other && other.newest() != null) {
        follow(other.newest());
        return;
      }
      // Mail first: who asked for ten minutes gets ten minutes.
      LOG.log(
          Level.WARNING,
          "Policy revision {0} cannot be kept yet: {1}",
          Long.toString(next.number()),
          e.getMessage());
      keeper.keepLater(next);
    }
    swap(next, ready);
  }

  private long number() {
    return revision().map(Revision::number).orElse(0L);
  }

  private void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
