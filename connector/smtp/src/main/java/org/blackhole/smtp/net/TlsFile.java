// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A file of TLS material, with errors that a user can act on.
 *
 * @param role such as {@code certificate file}
 */
record TlsFile(String role, Path path) {

  /**
   * What changes when the file does; the file key notices a file moved over it that has the same
   * size and time.
   */
  record Stamp(long size, FileTime modified, @Nullable Object fileKey) {}

  Stamp stamp() throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(found.size(), found.lastModifiedTime(), found.fileKey());
    } catch (IOException e) {
      throw explained(e);
    }
  }

  byte[] read() throws IOException {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private IOException explained(IOException e) {
    if (e instanceof NoSuchFileException) {
      IOException missing =
          new FileNotFoundException("The %s %s does not exist.".formatted(role, path));
      missing.initCause(e);
      return missing;
    }
    String why =
        e instanceof AccessDeniedException ? "its permissions do not allow it" : e.getMessage();
    return new IOException("The %s %s cannot be read: %s.".formatted(role, path, why), e);
  }
}
