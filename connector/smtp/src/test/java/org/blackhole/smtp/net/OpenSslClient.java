// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code openssl s_client}, where it is installed; a test is skipped where it is not. */
final class OpenSslClient {

  private OpenSslClient() {}

  /** Leaves after the handshake, however that ends; what it prints. */
  static String greet(int port, String... options) throws IOException, InterruptedException {
    return run(port, "", options);
  }

  /** Stays until the server ends the connection; what it prints. */
  static String connect(int port, String... options) throws IOException, InterruptedException {
    return run(port, "-ign_eof", options);
  }

  private static String run(int port, String patience, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    if (!patience.isEmpty()) {
      command.add(patience);
    }
    command.addAll(List.of(options));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      abort("openssl is not installed");
      throw e;
    }
    try {
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("openssl does not end");
      }
      return new String(output, StandardCharsets.ISO_8859_1);
    } finally {
      process.destroyForcibly();
    }
  }
}
