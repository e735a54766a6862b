// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small file that only its owner can read, and that is replaced as a whole: whoever reads it,
 * even after a power cut, finds the old content or the new. One writer at a time.
 */
public final class OwnerOnlyFile {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;
  private final Path next;

  /**
   * @param path of the file; the folder is made when it is first written
   */
  public OwnerOnlyFile(Path path) {
    this.path = path.toAbsolutePath();
    this.next = this.path.resolveSibling(this.path.getFileName() + ".new");
  }

  public Path path() {
    return path;
  }

  /** The content; empty if there is no such file. */
  public Optional<byte[]> read() throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The same, but only if nobody else can have written it; that others can read it is mended, and
   * told.
   *
   * @throws IOException if others may write to it or it belongs to another user, too
   */
  public Optional<byte[]> readTrusted() throws IOException {
    FileTrust.require(path);
    return read();
  }

  /** Takes it away from others, who may have come by it by way of a backup, and tells. */
  public void closeToOthers() throws IOException {
    FileTrust.close(path);
  }

  /**
   * Whether its disk has room for more.
   *
   * @throws IOException if so much cannot be written
   */
  public void requireRoom(int octets) throws IOException {
    makeFolder();
    Files.deleteIfExists(next);
    try {
      writeNext(new byte[octets]);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Makes an empty file unless there is one. */
  public void makeIfMissing() throws IOException {
    makeFolder();
    try {
      Files.createFile(path, permissions("rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(path)) {
        throw e;
      }
    }
  }

  /**
   * Replaces the content; it is on the disk when this returns.
   *
   * @throws IOException if it cannot. The file is as it was then, but for one case: if only the
   *     folder could not be flushed, readers find the new content, and a power cut may bring back
   *     the old
   */
  public void write(byte[] content) throws IOException {
    Path folder = makeFolder();
    // What a kill left behind; made anew, so that nobody else's file or link is written to.
    Files.deleteIfExists(next);
    try {
      writeNext(content);
      move();
    } catch (IOException e) {
      discard(e);
      throw e;
    }
    if (folder != null) {
      flush(folder);
    }
  }

  private void writeNext(byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            next,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions("rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  /** Where there is no space left, half a file would take more of it. */
  private void discard(IOException why) {
    try {
      Files.deleteIfExists(next);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private @Nullable Path makeFolder() throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    return folder;
  }

  private void move() throws IOException {
    try {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FileSystemException(
          path.toString(), null, "the file system cannot replace a file in one step");
    }
  }

  // The new name is safe only when the folder is; not every system can open one.
  private static void flush(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
