// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * The content of one message. It grows on one thread, the event loop of its session; is then read
 * on another, which may wait for a disk; and is removed on any.
 */
public final class SpooledContent {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");

  /** Octets gathered for one write once there is a file. */
  static final int BLOCK = 32 * 1024;

  private static final int FIRST = 4 * 1024;
  private static final byte[] NOTHING = {};

  private final Spool spool;
  private byte[] memory = NOTHING;
  private int length;
  private @Nullable Path file;
  private @Nullable FileChannel channel;
  private long filed;
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
  private final AtomicBoolean removed = new AtomicBoolean();

  SpooledContent(Spool spool) {
    this.spool = spool;
  }

  /**
   * Adds a piece. Not after the stage returned last has failed.
   *
   * @return null if more can come at once; else what has to be complete before, and may fail
   */
  public @Nullable CompletionStage<Void> append(ByteBuffer piece) {
    int octets = piece.remaining();
    int needed = length + octets;
    if (file == null && !staysInMemory(needed)) {
      file = spool.folder().newName();
    }
    if (file != null) {
      growAnyway(needed);
    }
    piece.get(memory, length, octets);
    length = needed;
    return file == null || length < BLOCK ? null : write();
  }

  private boolean staysInMemory(int needed) {
    int more = capacity(needed) - memory.length;
    if (needed > spool.threshold() || !spool.reserve(more)) {
      return false;
    }
    memory = Arrays.copyOf(memory, memory.length + more);
    return true;
  }

  /** What is to be written is in use until it is, so others go to files the sooner. */
  private void growAnyway(int needed) {
    int more = capacity(needed) - memory.length;
    spool.charge(more);
    memory = Arrays.copyOf(memory, memory.length + more);
  }

  /** Twice as much each time, but no more than can be needed. */
  private int capacity(int needed) {
    if (needed <= memory.length) {
      return memory.length;
    }
    long most = Math.max(needed, file == null ? spool.threshold() : BLOCK);
    return (int) Math.min(most, Math.max(FIRST, Math.max(needed, 2L * memory.length)));
  }

  /** Writes what is gathered, behind what is being written. */
  private CompletionStage<Void> write() {
    byte[] block = memory;
    int octets = length;
    memory = NOTHING;
    length = 0;
    CompletableFuture<Void> next =
        claim(octets)
            ? written.thenRunAsync(() -> write(ByteBuffer.wrap(block, 0, octets)), spool.executor())
            : CompletableFuture.failedFuture(new IOException("The spool is full"));
    written = next.whenComplete((done, failure) -> spool.release(block.length));
    return written;
  }

  private boolean claim(int octets) {
    if (!spool.reserveFile(octets)) {
      return false;
    }
    filed += octets;
    return true;
  }

  private void write(ByteBuffer block) {
    try {
      FileChannel open = channel();
      while (block.hasRemaining()) {
        open.write(block);
      }
    } catch (IOException e) {
      spool.fails(e);
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      Path name = file;
      if (name == null) {
        throw new IllegalStateException("There is no file");
      }
      open = spool.folder().create(name);
      channel = open;
    }
    return open;
  }

  /** Complete once nothing is being written. */
  public CompletionStage<Void> written() {
    return written;
  }

  /**
   * Nothing more will be added, and what was written is {@link #written()}. Waits for a disk.
   *
   * @throws IOException if it cannot be kept
   */
  public void complete() throws IOException {
    if (file == null) {
      return;
    }
    try {
      written.join();
      if (!claim(length)) {
        throw new IOException("The spool is full");
      }
      write(ByteBuffer.wrap(memory, 0, length));
    } catch (CompletionException | UncheckedIOException e) {
      throw new IOException("The content cannot be written to " + file + ": " + e.getCause(), e);
    } finally {
      forget();
    }
    FileChannel open = channel;
    if (open != null) {
      open.close();
    }
    spool.works();
  }

  private void forget() {
    spool.release(memory.length);
    memory = NOTHING;
    length = 0;
  }

  /**
   * A stream from the beginning; only once it is {@link #complete()}.
   *
   * @throws IOException if it cannot be read, or was removed
   */
  public InputStream open() throws IOException {
    if (removed.get()) {
      throw new IOException("The content was removed: the call that it came by is over");
    }
    Path name = file;
    return name == null
        ? new ByteArrayInputStream(memory, 0, length)
        : new BufferedInputStream(Files.newInputStream(name));
  }

  /**
   * Gives memory and file back, on a thread that may wait for a disk. Nothing is added after it.
   */
  public void removeHere() {
    if (removed.compareAndSet(false, true)) {
      forget();
      delete();
    }
  }

  /** Gives memory and file back; nothing is added after it. Does not wait. */
  public void remove() {
    if (removed.compareAndSet(false, true)) {
      forget();
      if (filed > 0) {
        written = written.whenComplete((done, failure) -> deleteSoon());
      }
    }
  }

  private void deleteSoon() {
    try {
      spool.executor().execute(this::delete);
    } catch (RejectedExecutionException e) {
      // It goes with the spool, and counts until then.
      LOG.log(Level.DEBUG, "No thread to remove {0}", file);
    }
  }

  private void delete() {
    Path name = file;
    if (name == null || filed == 0) {
      return;
    }
    try {
      FileChannel open = channel;
      if (open != null) {
        open.close();
      }
      Files.deleteIfExists(name);
      spool.releaseFile(filed);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Could not remove " + name, e);
    }
  }
}
