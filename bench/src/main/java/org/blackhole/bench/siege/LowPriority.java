// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Strangers have processors of their own. Here they share those of the server and its other
 * clients, so on Linux they take what is left over: else a siege measures who of them is scheduled.
 */
final class LowPriority {

  private static final Path SELF = Path.of("/proc/thread-self");

  private LowPriority() {}

  /** Elsewhere than on Linux, or without {@code chrt} and {@code renice}, nothing changes. */
  static void ofThisThread() {
    try {
      String thread = Files.readSymbolicLink(SELF).getFileName().toString();
      // Idle: who is woken up may take the processor from it at once, as if nobody were there.
      if (!run("chrt", "--idle", "--pid", "0", thread)) {
        run("renice", "-n", "19", "-p", thread);
      }
    } catch (IOException e) {
      // Then it is as it was.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
