// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.blackhole.smtp.api.EscapedLog;

/**
 * Files with private keys: nobody but their owner reads them, at no moment, and a reader finds the
 * old content or the new. Where a file system has no such permissions, its defaults hold.
 */
final class TlsFilePermissions {

  private static final System.Logger LOG = EscapedLog.named("org.blackhole.smtp.net");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private TlsFilePermissions() {}

  /** Puts the content in place in one step; directories that lack are made for the owner alone. */
  static void replace(Path path, byte[] content) throws IOException {
    Path target = path.toAbsolutePath();
    Path directory = target.getParent();
    Path name = target.getFileName();
    if (directory == null || name == null) {
      throw new IOException("a file name is missing");
    }
    if (Files.notExists(directory)) {
      Files.createDirectories(directory, attributes(directory, OWNER_DIRECTORY));
    }
    Path fresh =
        Files.createTempFile(directory, "." + name, ".new", attributes(directory, OWNER_FILE));
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Takes the file away from everybody but its owner. */
  static void restrict(Path path) throws IOException {
    if (!isPosix(path)) {
      return;
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
    if (!OWNER_FILE.containsAll(found)) {
      Files.setPosixFilePermissions(path, OWNER_FILE);
      LOG.log(
          Level.WARNING,
          "The private key in {0} was open to others ({1}); it is for its owner alone now.",
          path,
          PosixFilePermissions.toString(found));
    }
  }

  private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) {
    return isPosix(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
