// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Reads and drops, and knows nothing of SMTP. What others notice of a {@link Flood} that goes here
 * is no server's doing.
 */
public final class Sinkhole implements AutoCloseable {

  private static final int READ = 1 << 16;

  /** All that a flood waits for, said at once. */
  private static final String REPLIES = "220 \r\n354 \r\n221 \r\n";

  private final ServerSocketChannel listener;
  private final InetSocketAddress address;

  private Sinkhole(ServerSocketChannel listener) throws IOException {
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalAddress();
    Thread thread = new Thread(this::run, "sinkhole");
    thread.setDaemon(true);
    thread.start();
  }

  /** On a free port of the loopback address. */
  public static Sinkhole open() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new Sinkhole(ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0)));
  }

  /** Where it is. */
  public InetSocketAddress address() {
    return address;
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
    while (listener.isOpen()) {
      try (SocketChannel channel = listener.accept()) {
        Line.write(channel, ByteBuffer.wrap(REPLIES.getBytes(StandardCharsets.US_ASCII)));
        while (channel.read(buffer.clear()) >= 0) {
          // Dropped.
        }
      } catch (IOException gone) {
        // Its client has closed, or it is closed itself.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
