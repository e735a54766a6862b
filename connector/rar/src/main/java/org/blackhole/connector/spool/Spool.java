// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The contents of one activation's messages. What all of them have in memory is bounded: beyond,
 * even small ones go to files. Safe for any thread.
 */
public final class Spool implements AutoCloseable {

  private final SpoolFolder folder;
  private final long threshold;
  private final long memory;
  private final Executor executor;
  private final AtomicLong used = new AtomicLong();

  private Spool(SpoolFolder folder, long threshold, long memory, Executor executor) {
    this.folder = folder;
    this.threshold = threshold;
    this.memory = memory;
    this.executor = executor;
  }

  /**
   * Opens a spool, and removes what others have left that are no more.
   *
   * @param directory is made if it is not there, for its owner alone
   * @param threshold octets of one content that stay in memory
   * @param memory octets of all contents that stay in memory
   * @param executor for whatever waits for a disk; may refuse
   * @throws IOException if the directory is of no use; a sentence for the user
   */
  public static Spool open(Path directory, long threshold, long memory, Executor executor)
      throws IOException {
    return new Spool(SpoolFolder.open(directory), threshold, memory, executor);
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

  /** Takes so many octets of memory for a content that then has this size. */
  boolean reserve(long octets, long size) {
    if (size > threshold) {
      return false;
    }
    if (used.addAndGet(octets) > memory) {
      used.addAndGet(-octets);
      return false;
    }
    return true;
  }

  void release(long octets) {
    used.addAndGet(-octets);
  }

  /** Octets in memory. */
  long used() {
    return used.get();
  }

  /** Removes the files; contents that are still there are lost. */
  @Override
  public void close() {
    folder.close();
  }
}
