// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A small file that only its owner can read, always replaced as a whole: whoever reads it, after
 * whatever crash, finds the old content or the new one.
 */
record OwnerOnlyFile(Path path) {

  private static final Set<PosixFilePermission> FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> DIRECTORY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  boolean exists() {
    return Files.exists(path);
  }

  byte[] read() throws IOException {
    return Files.readAllBytes(path);
  }

  void write(byte[] content) throws IOException {
    Path directory = directory();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, attributes(DIRECTORY));
    }
    Path temporary = directory.resolve(path.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel file = FileChannel.open(temporary, options, attributes(FILE))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(directory);
  }

  void delete() throws IOException {
    if (Files.deleteIfExists(path)) {
      sync(directory());
    }
  }

  private Path directory() {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /** A move lasts only when its directory is on disk. Windows cannot open one, nor need it. */
  private static void sync(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
        entry.force(true);
      }
    }
  }

  private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return isPosix(directory())
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path any) {
    return any.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
