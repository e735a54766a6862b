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

    boolean isProblem() {
      return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
          && body.contains("\"status\":" + status);
    }
  }

  /** Sends this request line as the administrator. */
  Answer asAdmin(String requestLine) throws IOException {
    String pair = "admin:" + LibertyServer.PASSWORD;
    String token = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return send(requestLine, "Authorization: Basic " + token + "\r\n");
  }

  Answer send(String requestLine, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String request =
          requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }
  }
}
