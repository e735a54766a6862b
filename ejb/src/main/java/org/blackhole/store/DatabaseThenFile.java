// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.blackhole.policy.PolicyKeeper;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionTakenException;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each revision in the database first, which says whether there may be one, then in the file,
 * which a start finds when the database is away. What is in force without being in the database is
 * owed, and entered before anything else is.
 */
final class DatabaseThenFile implements PolicyKeeper {

  private static final Logger LOG = EscapedLog.named(DatabaseThenFile.class.getName());

  private final RevisionDatabase database;
  private final PolicyFile file;
  private @Nullable Revision owed;
  private @Nullable Revision unwritten;
  private volatile @Nullable String fault;

  DatabaseThenFile(RevisionDatabase database, PolicyFile file) {
    this.database = database;
    this.file = file;
  }

  PolicyFile file() {
    return file;
  }

  @Override
  public synchronized void keep(Revision revision) throws IOException {
    settle();
    database.enter(revision);
    write(revision);
  }

  @Override
  public synchronized void keepLater(Revision revision) {
    owe(revision);
    write(revision);
  }

  @Override
  public synchronized void follow(Revision revision) {
    owed = null;
    write(revision);
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(fault);
  }

  /** Writes what the file lacks, if it does. */
  synchronized void catchUp() {
    if (unwritten != null) {
      write(unwritten);
    }
  }

  /** Takes note of a revision in the file that may not be in the database. */
  synchronized void owe(Revision revision) {
    owed = revision;
  }

  /**
   * Enters what is owed.
   *
   * @throws RevisionTakenException if the database has another in its place; nothing is owed then
   * @throws IOException if the database is away
   */
  synchronized void settle() throws IOException {
    if (owed == null) {
      return;
    }
    try {
      database.enter(owed);
      LOG.log(Level.INFO, "Policy revision {0} is in the database", Long.toString(owed.number()));
      owed = null;
    } catch (RevisionTakenException e) {
      owed = null;
      throw e;
    }
  }

  private void write(Revision revision) {
    try {
      file.keep(revision);
      if (unwritten != null) {
        LOG.log(Level.INFO, "{0} is up to date again", file.path());
      }
      unwritten = null;
      fault = null;
    } catch (IOException e) {
      // It is safe in the database; only a start without that would find the one before.
      String reason = IoFault.reason(e);
      if (!revision.equals(unwritten)) {
        LOG.log(
            Level.WARNING,
            "Policy revision {0} could not be written to {1}: {2}",
            Long.toString(revision.number()),
            file.path(),
            reason);
      }
      unwritten = revision;
      fault =
          "The policy in force could not be written to "
              + file.path()
              + ", from which a start takes it while the database is away: "
              + reason
              + ".";
    }
  }
}
