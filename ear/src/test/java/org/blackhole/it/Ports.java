// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ports of a server under test, on loopback. */
record Ports(int mx, int smtps, int submission, int http, int https) {

  /** Ports that nobody used a moment ago; all were held at once, so they differ. */
  static Ports free() {
    List<Integer> ports = free(5);
    return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
  }

  static List<Integer> free(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      try {
        for (int i = 0; i < count; i++) {
          sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        return sockets.stream().map(ServerSocket::getLocalPort).toList();
      } finally {
        for (ServerSocket socket : sockets) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the environment of a server. */
  Map<String, String> environment() {
    return Map.of(
        "SMTP_PORT", Integer.toString(mx),
        "SMTPS_PORT", Integer.toString(smtps),
        "SUBMISSION_PORT", Integer.toString(submission),
        "HTTP_PORT", Integer.toString(http),
        "HTTPS_PORT", Integer.toString(https));
  }
}
