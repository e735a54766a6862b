// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who is first when processors are few, so that clients take none from a server that shares its
 * machine with them, or wait for it. Elsewhere than on Linux, or without {@code chrt} and the
 * rights that it takes, nothing changes.
 */
public final class Priority {

  private static final Path SELF = Path.of("/proc/thread-self");

  private Priority() {}

  /** This thread takes what nobody else wants. */
  public static void last() {
    set("chrt --idle --pid 0 $0 || renice -n 19 -p $0");
  }

  /** This thread runs as soon as it has something to do, as if on a machine of its own. */
  public static void first() {
    set("chrt --fifo --pid 1 $0");
  }

  private static void set(String command) {
    try {
      String thread = Files.readSymbolicLink(SELF).getFileName().toString();
      new ProcessBuilder("sh", "-c", command, thread)
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
