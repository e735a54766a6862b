// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.HdrHistogram.Histogram;

/** New clients, one after another, each of which waits for its greeting and leaves. */
final class Knock {

  private static final int PATIENCE = 30_000;

  private Knock() {}

  /** Nanoseconds from the call of connect to the first octet of the greeting. */
  static Histogram greetings(InetSocketAddress server, int clients) throws IOException {
    Histogram times = new Histogram(3);
    for (int i = 0; i < clients; i++) {
      long since = System.nanoTime();
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(PATIENCE);
        socket.connect(server, PATIENCE);
        InputStream in = socket.getInputStream();
        int first = in.read();
        times.recordValue(System.nanoTime() - since);
        if (first != '2') {
          throw new IOException("A new client was not greeted but given " + first);
        }
      }
    }
    return times;
  }
}
