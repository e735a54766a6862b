// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionHistory;
import org.blackhole.policy.RevisionTakenException;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * The revisions in a database, which may be away at any time, and at start. Each question is asked
 * on a work thread and waited for with patience that ends. Safe for any thread but event loops.
 */
public final class RevisionDatabase implements RevisionHistory, AutoCloseable {

  private static final Logger LOG = EscapedLog.named(RevisionDatabase.class.getName());

  /** What is asked; the other argument tells whether somebody still waits for the answer. */
  private interface Question<T> {
    T of(RevisionTable table, BooleanSupplier wanted);
  }

  private final Callable<RevisionTable> opening;
  private final Waiting waiting;
  private final Object openLock = new Object();

  private @Nullable RevisionTable table; // guarded by openLock
  private boolean closed; // guarded by openLock
  private volatile @Nullable String away;
  private volatile @Nullable String full;
  private volatile @Nullable String unreadable;

  /**
   * @param opening makes the table, its schema up to date; done again until it succeeds
   */
  RevisionDatabase(Callable<RevisionTable> opening, Waiting waiting) {
    this.opening = opening;
    this.waiting = waiting;
  }

  /** Opens it ahead of the first question, which is told if that fails. */
  void prepare() {
    waiting.begin(
        () -> {
          try {
            open().newestNumber();
          } catch (Exception e) {
            LOG.log(Level.DEBUG, "The database did not open ahead", e);
          }
        });
  }

  @Override
  public Optional<String> fault() {
    if (away != null) {
      return Optional.of(
          "The database is away: "
              + away
              + ". Mail is answered by the policy in force, which cannot be changed until it is"
              + " back.");
    }
    if (full != null) {
      return Optional.of(
          "The database takes no changes: "
              + full
              + ". Mail is answered by the policy in force, which cannot be changed until there"
              + " is.");
    }
    return Optional.ofNullable(unreadable);
  }

  @Override
  public List<Revision> newest(long before, int limit) throws IOException {
    List<RevisionRow> rows = ask(false, (table, wanted) -> table.newest(before, limit));
    return readAll(rows);
  }

  @Override
  public Optional<Revision> find(long number) throws IOException {
    Optional<RevisionRow> row = ask(false, (table, wanted) -> table.find(number));
    return row.isEmpty() ? Optional.empty() : Optional.of(read(row.get()));
  }

  /**
   * The newest revision; empty if there is none.
   *
   * @throws InvalidPolicyException if it cannot be understood, which is a fault from now on
   * @throws IOException if the database is away
   */
  Optional<Revision> newest() throws IOException {
    Optional<RevisionRow> row = ask(true, (table, wanted) -> table.newest());
    try {
      Optional<Revision> read = row.map(RevisionRow::revision);
      unreadable = null;
      return read;
    } catch (InvalidPolicyException e) {
      unreadable = "The newest policy is not in force here: " + unreadable(row.orElseThrow(), e);
      throw e;
    }
  }

  /** The number of the newest revision; 0 if there is none. */
  long newestNumber() throws IOException {
    return ask(true, (table, wanted) -> table.newestNumber());
  }

  /** Whether it had no room for the last change. */
  boolean isFull() {
    return full != null;
  }

  /**
   * Whether a database that was full takes changes again; if it was not, nothing is done.
   *
   * @throws IOException if it does not, or is away
   */
  void tryAgain() throws IOException {
    if (full != null) {
      ask(
          true,
          (table, wanted) -> {
            table.rewriteNewest();
            return true;
          });
      roomAgain();
    }
  }

  /**
   * Enters a revision; one that is there already is fine.
   *
   * @throws RevisionTakenException if there is another of its number, or a newer one
   * @throws IOException if the database is away; it is not entered then, unless just the answer to
   *     the commit was lost
   */
  void enter(Revision revision) throws IOException {
    Optional<RevisionRow> newest =
        ask(
            false,
            (table, wanted) -> {
              if (table.newestNumber() < revision.number()) {
                return insert(table, revision, wanted);
              }
              return table.newest();
            });
    if (newest.isPresent()) {
      requireOurs(revision, newest.get());
    } else {
      roomAgain();
    }
    unreadable = null;
  }

  @Override
  public void close() {
    synchronized (openLock) {
      closed = true;
      if (table != null) {
        table.close();
        table = null;
      }
    }
  }

  private static Revision read(RevisionRow row) throws IOException {
    try {
      return row.revision();
    } catch (InvalidPolicyException e) {
      throw new IOException(unreadable(row, e), e);
    }
  }

  private static String unreadable(RevisionRow row, InvalidPolicyException e) {
    return "revision " + row.number() + " in the database cannot be read: " + e.getMessage();
  }

  /** What is there in its place; empty if it was entered. */
  private static Optional<RevisionRow> insert(
      RevisionTable table, Revision revision, BooleanSupplier wanted) {
    try {
      table.insert(new RevisionRow(revision), wanted);
      return Optional.empty();
    } catch (RuntimeException e) {
      // Another server may have been faster; else it is the database that failed.
      Optional<RevisionRow> newest = table.newest();
      if (newest.isPresent() && newest.get().number() >= revision.number()) {
        return newest;
      }
      throw e;
    }
  }

  private static void requireOurs(Revision revision, RevisionRow newest)
      throws RevisionTakenException {
    if (newest.holds(revision)) {
      return;
    }
    try {
      throw new RevisionTakenException(
          newest.number(),
          newest.revision(),
          "another server has made revision " + newest.number());
    } catch (InvalidPolicyException e) {
      throw new RevisionTakenException(newest.number(), null, unreadable(newest, e));
    }
  }

  private static List<Revision> readAll(List<RevisionRow> rows) throws IOException {
    Revision[] read = new Revision[rows.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = read(rows.get(i));
    }
    return List.of(read);
  }

  private <T> T ask(boolean probe, Question<T> question) throws IOException {
    try {
      T answer = waiting.await(probe, wanted -> () -> question.of(open(), wanted));
      back();
      return answer;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Reasons.isFull(cause) ? full(Reasons.of(cause), e) : gone(Reasons.of(cause), e);
    } catch (TimeoutException e) {
      throw gone("it does not answer", e);
    } catch (RejectedExecutionException e) {
      throw new IOException("the server is about to stop", e);
    }
  }

  private RevisionTable open() throws Exception {
    synchronized (openLock) {
      if (closed) {
        throw new IllegalStateException("the server is about to stop");
      }
      if (table == null) {
        table = opening.call();
      }
      return table;
    }
  }

  private IOException gone(String reason, Exception cause) {
    if (away == null) {
      LOG.log(Level.WARNING, "The database is away: {0}", reason);
    }
    away = reason;
    return new IOException("the database is away: " + reason, cause);
  }

  private IOException full(String reason, Exception cause) {
    if (full == null) {
      LOG.log(Level.WARNING, "The database takes no changes: {0}", reason);
    }
    full = reason;
    return new IOException("the database takes no changes: " + reason, cause);
  }

  private void roomAgain() {
    if (full != null) {
      full = null;
      LOG.log(Level.INFO, "The database takes changes again");
    }
  }

  private void back() {
    if (away != null) {
      away = null;
      LOG.log(Level.INFO, "The database is back");
    }
  }
}
