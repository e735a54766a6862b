// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/** What an I/O error says to the user: of some, the message is a bare path. */
public final class IoFault {

  private static final List<String> FULL =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "File too large",
          "There is not enough space on the disk");

  private IoFault() {}

  /** Whether this is what a system says when there is no room for what is written. */
  static boolean isFull(String message) {
    return FULL.stream().anyMatch(message::contains);
  }

  /** Why it failed, without a full stop. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return kind(file) + ": " + file.getFile();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String kind(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
      return "this is not a folder";
    }
    return e.getClass().getSimpleName();
  }
}
