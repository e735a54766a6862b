// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** HTTP as no client library would send it. */
record RawHttp(int port) {

  /** An answer in one piece. */
  record Answer(int status, String head, String body) {

    /** The first of this name, or nothing. */
    String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).trim())
          .findFirst()
          .orElse("");
    }

    boolean isProblem() {
      return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
          && body.contains("\"status\":" + status);
    }
  }

  /** Sends this request line as the administrator. */
  Answer asAdmin(String requestLine) throws IOException {
    return send(requestLine, basic("admin", LibertyServer.PASSWORD));
  }

  Answer send(String requestLine, String headers) throws IOException {
    return send("localhost", requestLine, headers);
  }

  /** To this name, whatever it is. */
  Answer send(String host, String requestLine, String headers) throws IOException {
    return exchange(
        InetAddress.getLoopbackAddress(),
        requestLine
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\n"
            + headers
            + "\r\n");
  }

  /** These octets, from this address of the machine. */
  Answer exchange(InetAddress from, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
  }

  /** The header by which an account logs in. */
  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }
}
