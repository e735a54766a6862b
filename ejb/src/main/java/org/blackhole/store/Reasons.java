// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.sql.SQLException;

/** What an error of a database says to the user: its cause, in one line. */
final class Reasons {

  private Reasons() {}

  /** Without a full stop. */
  static String of(Throwable error) {
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
