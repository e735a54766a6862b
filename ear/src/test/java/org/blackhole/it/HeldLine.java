// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port on loopback that leads to another, and can hold back all that passes. */
final class HeldLine implements AutoCloseable {

  private final ServerSocket accepting;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  HeldLine(int target) throws IOException {
    this.accepting = new ServerSocket(Ports.free(1).get(0), 50, InetAddress.getLoopbackAddress());
    this.target = target;
    threads.execute(this::accept);
  }

  int port() {
    return accepting.getLocalPort();
  }

  void hold() {
    gate = new CountDownLatch(1);
  }

  void flow() {
    gate.countDown();
  }

  @Override
  public void close() throws IOException {
    accepting.close();
    threads.shutdownNow();
    flow();
  }

  private void accept() {
    while (!accepting.isClosed()) {
      try {
        Socket near = accepting.accept();
        threads.execute(() -> connect(near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      threads.execute(() -> pass(near, far));
      pass(far, near);
    } catch (IOException away) {
      close(near);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[8192];
      for (int octets = in.read(piece); octets >= 0; octets = in.read(piece)) {
        gate.await();
        out.write(piece, 0, octets);
        out.flush();
      }
    } catch (IOException | InterruptedException ended) {
      // Both ends are closed now.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }
}
