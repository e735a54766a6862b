// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * HAProxy in front of a server, where it is installed (Debian has it as {@code haproxy}); a test is
 * skipped where it is not.
 */
final class HaproxyProcess implements AutoCloseable {

  private static final int TRIES = 20;

  private final Process process;
  private final InetSocketAddress front;

  private HaproxyProcess(Process process, InetSocketAddress front) {
    this.process = process;
    this.front = front;
  }

  /**
   * One front end and one server behind it, each with its options.
   *
   * @param more lines of the front end
   */
  static HaproxyProcess start(
      Path folder, SmtpSocket server, String bind, String options, String... more)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      // Below what systems give to outgoing connections.
      int port = ThreadLocalRandom.current().nextInt(3_000, 10_000);
      if (isFree(port)) {
        HaproxyProcess started = start(folder, server, port, bind, options, more);
        await().until(() -> started.isUp() || !started.process.isAlive());
        if (started.process.isAlive()) {
          return started;
        }
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("haproxy.out")));
  }

  private static HaproxyProcess start(
      Path folder, SmtpSocket server, int port, String bind, String options, String... more)
      throws IOException {
    String front = "127.0.0.1:" + port;
    String configuration =
        """
        global
            maxconn 100
        defaults
            mode tcp
            timeout connect 20s
            timeout client 20s
            timeout server 20s
            timeout check 20s
            retries 0
        listen smtp
            bind %s %s
            %s
            server one 127.0.0.1:%d %s
        """
            .formatted(
                front,
                bind,
                String.join("\n    ", more),
                server.info().address().getPort(),
                options);
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
    Process process;
    try {
      process =
          new ProcessBuilder("haproxy", "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("haproxy.out").toFile())
              .start();
    } catch (IOException e) {
      abort("haproxy is not installed");
      throw e;
    }
    return new HaproxyProcess(
        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }

  private boolean isUp() {
    try (Socket socket = new Socket(front.getAddress(), front.getPort())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  InetSocketAddress front() {
    return front;
  }

  @Override
  public void close() {
    process.destroy();
    await().until(() -> !process.isAlive());
  }
}
