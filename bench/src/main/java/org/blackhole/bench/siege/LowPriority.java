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

  /** Idle: who is woken up may take the processor from it at once, as if nobody were there. */
  private static final String IDLE = "chrt --idle --pid 0 $0 || renice -n 19 -p $0";

  private LowPriority() {}

  /** Elsewhere than on Linux, or without {@code chrt} and {@code renice}, nothing changes. */
  static void ofThisThread() {
    try {
      String thread = Files.readSymbolicLink(SELF).getFileName().toString();
      new ProcessBuilder("sh", "-c", IDLE, thread)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // Then it is as it was.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
