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
import org.jspecify.annotations.Nullable;

/**
 * The content of one message. It grows on one thread, the event loop of its session; is then read
 * on another; and is removed on any.
 */
public final class SpooledContent {

  private static final System.Logger LOG = System.getLogger("org.blackhole.connector");

  /** Octets gathered for one write once there is a file. */
  private static final int BLOCK = 32 * 1024;

  private static final int FIRST = 4 * 1024;
  private static final byte[] NOTHING = {};

  private final Spool spool;
  private byte[] memory = NOTHING;
  private int length;
  private long reserved;
  private @Nullable Path file;
  private @Nullable FileChannel channel;
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
    boolean stays = file == null && spool.reserve(octets, (long) length + octets);
    if (stays) {
      reserved += octets;
    } else if (file == null) {
      file = spool.folder().newName();
    }
    if (memory.length - length < octets) {
      memory = Arrays.copyOf(memory, Math.max(FIRST, Math.max(length + octets, 2 * length)));
    }
    piece.get(memory, length, octets);
    length += octets;
    return stays || length < BLOCK ? null : write();
  }

  /** Writes what is gathered, behind what is being written. */
  private CompletionStage<Void> write() {
    byte[] block = memory;
    int octets = length;
    memory = new byte[BLOCK];
    length = 0;
    spool.release(reserved);
    reserved = 0;
    written =
        written.thenRunAsync(() -> write(ByteBuffer.wrap(block, 0, octets)), spool.executor());
    return written;
  }

  private void write(ByteBuffer block) {
    try {
      FileChannel open = channel();
      while (block.hasRemaining()) {
        open.write(block);
      }
    } catch (IOException e) {
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

  /**
   * Nothing more will be added. Waits for a disk.
   *
   * @throws IOException if it cannot be kept
   */
  public void complete() throws IOException {
    if (file == null) {
      return;
    }
    try {
      written.join();
      write(ByteBuffer.wrap(memory, 0, length));
    } catch (CompletionException | UncheckedIOException e) {
      throw new IOException("The content cannot be written to " + file, e);
    } finally {
      memory = NOTHING;
      length = 0;
    }
    FileChannel open = channel;
    if (open != null) {
      open.close();
    }
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

  /** Gives memory and file back; nothing is added after it. Does not wait. */
  public void remove() {
    if (!removed.compareAndSet(false, true)) {
      return;
    }
    spool.release(reserved);
    if (file != null) {
      written = written.whenComplete((done, failure) -> deleteSoon());
    }
  }

  private void deleteSoon() {
    try {
      spool.executor().execute(this::delete);
    } catch (RejectedExecutionException e) {
      delete();
    }
  }

  private void delete() {
    try {
      FileChannel open = channel;
      if (open != null) {
        open.close();
      }
      Path name = file;
      if (name != null) {
        Files.deleteIfExists(name);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Could not remove " + file, e);
    }
  }
}
