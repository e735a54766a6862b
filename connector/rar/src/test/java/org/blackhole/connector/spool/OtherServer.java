// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector.spool;

import java.nio.file.Path;

/** A spool in a process of its own, opened and closed. */
final class OtherServer {

  private OtherServer() {}

  /** Takes the directory. */
  public static void main(String... arguments) throws Exception {
    Spool.open(Path.of(arguments[0]), new SpoolLimits(0, 0, 0), Runnable::run).close();
  }
}
