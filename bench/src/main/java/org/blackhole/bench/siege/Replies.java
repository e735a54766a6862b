// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.siege;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** What the server says, line by line. */
final class Replies {

  private final BufferedReader lines;

  Replies(SocketChannel channel) {
    lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
  }

  /** Reads up to a line that begins so. */
  void until(String beginning) throws IOException {
    String line;
    do {
      line = lines.readLine();
      if (line == null) {
        throw new EOFException("closed before " + beginning);
      }
    } while (!line.startsWith(beginning));
  }
}
