// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one activation's messages. What all of them have in memory is bounded: beyond,
 * even small ones go to files, and of these too there is only so much. Safe for any thread.
 */
public final class Spool implements AutoCloseable {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  private final SpoolFolder folder;
  private final SpoolLimits limits;
  private final Executor executor;
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private volatile @Nullable String trouble;

  private Spool(SpoolFolder folder, SpoolLimits limits, Executor executor) {
    this.folder = folder;
    this.limits = limits;
    this.executor = executor;
  }

  /**
   * Opens a spool, and removes what others have left that are no more.
   *
   * @param directory is made if it is not there, for its owner alone
   * @param executor for whatever waits for a disk; may refuse
   * @throws IOException if the directory is of no use; a sentence for the user
   */
  public static Spool open(Path directory, SpoolLimits limits, Executor executor)
      throws IOException {
    return new Spool(SpoolFolder.open(directory), limits, executor);
  }

  /** Room for one message, empty. */
  public SpooledContent newContent() {
    return new SpooledContent(this);
  }

  SpoolFolder folder() {
    return folder;
  }

  Executor executor() {
    return executor;
  }

  /** Octets of one content that stay in memory. */
  long threshold() {
    return limits.threshold();
  }

  /** Takes so many octets of memory, if there are any left. */
  boolean reserve(long octets) {
    if (memory.addAndGet(octets) > limits.memory()) {
      release(octets);
      return false;
    }
    return true;
  }

  /** Takes so many octets of memory, which are in use whether there are any left or not. */
  public void charge(long octets) {
    memory.addAndGet(octets);
  }

  /** Gives memory back. */
  public void release(long octets) {
    memory.addAndGet(-octets);
  }

  /** Takes so many octets of files, if there are any left. */
  boolean reserveFile(long octets) {
    if (files.addAndGet(octets) > limits.files()) {
      releaseFile(octets);
      return false;
    }
    return true;
  }

  void releaseFile(long octets) {
    files.addAndGet(-octets);
  }

  /** A whole content could be written. */
  void works() {
    if (trouble != null) {
      trouble = null;
      LOG.log(Level.INFO, "{0} can be written to again", folder);
    }
  }

  /** A file could not be written; told once, until a whole content can be. */
  void fails(IOException why) {
    if (trouble == null) {
      LOG.log(
          Level.WARNING,
          "{0} cannot be written to, so messages too large for memory get 452: {1}",
          folder,
          why.getMessage());
    }
    trouble = why.getMessage();
  }

  /** Why files cannot be written, a sentence for the user; empty if they can. */
  public Optional<String> trouble() {
    String why = trouble;
    return why == null
        ? Optional.empty()
        : Optional.of(
            "The spool "
                + folder
                + " cannot be written to, so messages too large for memory get 452: "
                + why
                + ".");
  }

  /** Whether files can be written again, if they could not. Waits for a disk. */
  public void tryAgain() {
    if (trouble != null) {
      try {
        folder.tryToWrite();
        works();
      } catch (IOException e) {
        fails(e);
      }
    }
  }

  /** Octets in memory, taken for contents and for what belongs to them. */
  long memory() {
    return memory.get();
  }

  /** Octets in files. */
  long files() {
    return files.get();
  }

  /** Removes the files; contents that are still there are lost. */
  @Override
  public void close() {
    folder.close();
  }
}
