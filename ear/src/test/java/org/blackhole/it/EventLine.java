// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A reader of /api/v1/events, as plain as can be. */
final class EventLine implements AutoCloseable {

  private final Socket socket;
  private final BufferedReader in;

  private EventLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Asks, and reads the first line of the answer.
   *
   * @param query from the question mark on
   * @param headers each with its line break
   */
  static EventLine open(int port, String query, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    String request =
        "GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new EventLine(socket);
  }

  static EventLine asAdmin(int port, String query) throws IOException {
    return open(port, query, RawHttp.basic("admin", LibertyServer.PASSWORD));
  }

  /** The next line that begins so; null at the end. */
  String next(String start) throws IOException {
    String line = in.readLine();
    while (line != null && !line.startsWith(start)) {
      line = in.readLine();
    }
    return line;
  }

  /** Reads to the end. */
  void drain() throws IOException {
    while (in.readLine() != null) {
      // Until there is no more.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
