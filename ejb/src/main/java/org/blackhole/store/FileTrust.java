// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.blackhole.smtp.api.EscapedLog;

/**
 * Whether what a file says can be believed, by who may write to it. A file that came back from a
 * backup may have lost what kept it from others. Where a system has no such permissions or does not
 * tell who we are, nothing is asked.
 */
final class FileTrust {

  private static final Logger LOG = EscapedLog.named(FileTrust.class.getName());
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Path OURSELVES = Path.of("/proc/self");
  private static final int ROOT = 0;

  private FileTrust() {}

  /**
   * Takes a file that others can read away from them; one that is not there is fine.
   *
   * @throws IOException if others may write to it, or it belongs to another user
   */
  static void require(Path file) throws IOException {
    Optional<PosixFileAttributes> attributes = attributes(file);
    if (attributes.isPresent()) {
      requireOurs(file, attributes.get());
      close(file, attributes.get());
    }
  }

  /** Takes a file that others can read or write away from them; one that is not there is fine. */
  static void close(Path file) throws IOException {
    Optional<PosixFileAttributes> attributes = attributes(file);
    if (attributes.isPresent()) {
      close(file, attributes.get());
    }
  }

  private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAttributes(file, PosixFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void requireOurs(Path file, PosixFileAttributes found) throws IOException {
    Set<PosixFilePermission> permissions = found.permissions();
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "others may write to it ("
              + PosixFilePermissions.toString(permissions)
              + "); see that it says what it should, then give it to its owner alone (chmod 600)");
    }
    Object owner = Files.getAttribute(file, "unix:uid");
    Optional<Object> us = ourselves();
    if (us.isPresent() && !owner.equals(us.get()) && !owner.equals(ROOT)) {
      throw new IOException(
          "it belongs to another user ("
              + found.owner().getName()
              + "); see that it says what it should, then give it to the user of the server"
              + " (chown)");
    }
  }

  private static void close(Path file, PosixFileAttributes found) {
    if (!found.isRegularFile() || OWNER.containsAll(found.permissions())) {
      return;
    }
    String told = PosixFilePermissions.toString(found.permissions());
    try {
      Files.setPosixFilePermissions(file, OWNER);
      LOG.log(
          Level.WARNING, "{0} was open to others ({1}); it is for its owner alone now", file, told);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is open to others ({1}), and cannot be closed", file, told);
    }
  }

  private static Optional<Object> ourselves() {
    try {
      return Optional.of(Files.getAttribute(OURSELVES, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // not on this system
    }
  }
}
