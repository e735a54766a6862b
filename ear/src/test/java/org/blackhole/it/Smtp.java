// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.blackhole.smtp.transcript.SocketLine;

/** A client that says one command at a time. */
final class Smtp {

  private Smtp() {}

  /** Says something and gives the last line of the reply. */
  static String say(SocketLine line, String command) throws IOException {
    line.send((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return reply(line);
  }

  /** The last line of the next reply. */
  static String reply(SocketLine line) throws IOException {
    String reply;
    do {
      reply = line.receive();
      if (reply == null) {
        throw new IOException("closed without a reply");
      }
    } while (reply.startsWith("-", 3));
    return reply;
  }
}
