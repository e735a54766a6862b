// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends mail with Postfix' {@code smtp-source}: messages of 1 KiB on ten connections, unless its
 * options say otherwise.
 */
final class Sender {

  private static final String PROGRAM = "smtp-source";
  private static final int BATCH = 5_000;

  private final int port;
  private final List<String> options;

  /**
   * To a port of this machine.
   *
   * @param options further ones, which win
   */
  Sender(int port, List<String> options) {
    this.port = port;
    this.options = List.copyOf(options);
  }

  /** Sends for this long; how many messages that were. */
  long forSeconds(int seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long sent = 0;
    while (System.nanoTime() < end) {
      send(BATCH, true);
      sent += BATCH;
    }
    return sent;
  }

  /**
   * Sends so many messages, and returns when all have their answer.
   *
   * @param reusing connections, or with one for each message
   */
  void send(int messages, boolean reusing) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM, "-s", "10", "-l", "1024", "-f", "a@lab.example", "-t", "b@lab.example"));
    if (reusing) {
      command.add("-d");
    }
    command.addAll(options);
    command.addAll(List.of("-m", Integer.toString(messages), "127.0.0.1:" + port));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exit);
    }
  }
}
