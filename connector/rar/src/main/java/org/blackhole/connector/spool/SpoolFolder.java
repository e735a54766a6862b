// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.blackhole.smtp.api.EscapedLog;

/**
 * A folder of our own below the spool directory, which several of us may share: each holds a lock
 * while it lives, so what has none was left by a crash. For its owner alone.
 */
final class SpoolFolder implements AutoCloseable {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.connector");
  private static final String PREFIX = "spool-";
  private static final String LOCK = "lock";

  /** This process among all there ever were. */
  private static final String OURS =
      ProcessHandle.current().pid()
          + "-"
          + ProcessHandle.current().info().startInstant().orElseGet(Instant::now).toEpochMilli()
          + "-";

  /** From its directory to its lock, at most. */
  private static final Duration MAKING = Duration.ofMinutes(1);

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path folder;
  private final FileChannel lock;
  private final AtomicLong names = new AtomicLong();

  private SpoolFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static SpoolFolder open(Path directory) throws IOException {
    Files.createDirectories(directory, owner("rwx------"));
    removeLeftovers(directory);
    Path folder = directory.resolve(PREFIX + OURS + UUID.randomUUID());
    // Locked before it is to be seen: one without a lock counts as left behind.
    Path hidden = directory.resolve("." + folder.getFileName());
    Files.createDirectory(hidden, owner("rwx------"));
    FileChannel lock = null;
    try {
      lock =
          FileChannel.open(
              hidden.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              owner("rw-------"));
      if (lock.tryLock() == null) {
        throw new IOException("The file system of " + directory + " has no locks");
      }
      Files.move(hidden, folder);
      return new SpoolFolder(folder, lock);
    } catch (IOException e) {
      if (lock != null) {
        lock.close();
      }
      remove(hidden);
      throw e;
    }
  }

  /** A new file, open for writing and reading. */
  FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
        owner("rw-------"));
  }

  /** A name that no other content has. */
  Path newName() {
    return folder.resolve("mail-" + names.incrementAndGet());
  }

  /** Fails while a message's content would. */
  void tryToWrite() throws IOException {
    Path file = newName();
    try (FileChannel channel = create(file)) {
      ByteBuffer block = ByteBuffer.allocate(SpooledContent.BLOCK);
      while (block.hasRemaining()) {
        channel.write(block);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  private static void removeLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(directory, "{" + PREFIX + ",." + PREFIX + "}*")) {
      for (Path left : folders) {
        try {
          if (isLeft(left)) {
            remove(left);
            LOG.log(Level.INFO, "Removed {0}, left there by a server that is gone", left);
          }
        } catch (IOException e) {
          LOG.log(Level.DEBUG, left + " is left alone", e); // perhaps somebody else's
        }
      }
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    if (name.contains(PREFIX + OURS)) {
      // To open and close the file of a lock that this process has would give the lock up.
      return false;
    }
    boolean beingMade =
        name.startsWith(".")
            && Files.getLastModifiedTime(folder).toInstant().isAfter(Instant.now().minus(MAKING));
    if (beingMade) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock got = channel.tryLock()) {
      return got != null;
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.toList();
    } catch (NoSuchFileException | UncheckedIOException e) {
      return; // somebody else was quicker
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  private static FileAttribute<?>[] owner(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() {
    try {
      lock.close();
      remove(folder);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Could not remove " + folder, e);
    }
  }
}
