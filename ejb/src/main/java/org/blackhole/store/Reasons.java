// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.sql.SQLException;

/** What an error of a database says to the user: its cause, in one line. */
final class Reasons {

  /** The SQLSTATE for it, of PostgreSQL. */
  private static final String DISK_FULL = "53100";

  private Reasons() {}

  /**
   * Whether it has no room for a change: its disk is full, or what it may take of it. Drivers tell
   * that each in a way of its own, an embedded database by what the system said.
   */
  static boolean isFull(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
        return true;
      }
      if (e instanceof IOException && IoFault.isFull(String.valueOf(e.getMessage()))) {
        return true;
      }
    }
    return false;
  }

  /** Without a full stop. */
  static String of(Throwable error) {
    if (isFull(error)) {
      return "there is no space left on its disk";
    }
    Throwable told = error;
    for (Throwable e = error; e != null; e = e.getCause()) {
      // What a driver says is about the database; what is above it about code.
      told = e;
      if (e instanceof SQLException) {
        break;
      }
    }
    String message = told.getMessage() == null ? told.toString() : told.getMessage();
    String line = message.strip().lines().findFirst().orElse("").strip();
    // Open Liberty adds codes.
    int codes = line.indexOf(" DSRA");
    line = codes < 0 ? line : line.substring(0, codes);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
