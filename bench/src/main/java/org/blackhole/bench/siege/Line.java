// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** On a channel that blocks. */
final class Line {

  private Line() {}

  /** Reads to the end of a line, octet by octet, as nothing behind it may be taken. */
  static void read(SocketChannel channel) throws IOException {
    ByteBuffer octet = ByteBuffer.allocate(1);
    do {
      if (channel.read(octet.clear()) < 0) {
        throw new EOFException("closed without a line");
      }
    } while (octet.get(0) != '\n');
  }

  static void write(SocketChannel channel, ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      channel.write(octets);
    }
  }
}
