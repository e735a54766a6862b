// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that write lines of their own into what the server logs, and control characters for who
 * reads it on a terminal: by whatever they may say, with every log of the application turned on.
 */
class LogForgeryIT {

  /** Begins a line of its own if it is let. */
  private static final String FORGED = "FORGED 00000001 com.example E X0001E: forged";

  private static final List<String> BREAKS =
      List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b", "\u000c");

  /** A clear screen, a turn of direction, an end of line, a backspace. */
  private static final List<String> CONTROLS = List.of("\u001b[2J", "\u202e", "\u009b", "\b");

  /** A name that a rule may have, and that the log of what it decided has with it. */
  private static final String RULE = "echo\u2028FORGED";

  private static final String RULE_PATH = "/policy/rules/" + encode(RULE);

  private static final String TRACE =
      "  <logging traceSpecification=\"*=info:org.blackhole.*=all\"/>\n";

  private static LibertyServer server;
  private static AdminApi admin;
  private static RawHttp raw;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    server.configure(xml -> xml.replace("</server>", TRACE + "</server>"));
    await().atMost(LibertyServer.PATIENCE).until(LogForgeryIT::isTraced);
    admin = server.admin();
    raw = new RawHttp(server.ports().http());
    // What clients say comes back in a reply, and so in the log of what was decided.
    assertThat(
            admin
                .send(
                    "PUT",
                    RULE_PATH,
                    "{\"at\":\"rcpt\",\"when\":{\"listener\":\"submission\","
                        + "\"recipient\":\"*forged*\"},"
                        + "\"then\":{\"reply\":\"550 5.7.1 {helo} {sender} {recipient}\"}}")
                .status())
        .isEqualTo(201);
  }

  @AfterAll
  static void end() {
    assertThat(admin.send("DELETE", RULE_PATH, "").status()).isEqualTo(204);
    server.configure(xml -> xml.replace(TRACE, ""));
  }

  @Test
  void nobodyForgesALine() throws Exception {
    for (String each : BREAKS) {
      bySmtp(each);
      byRest(each);
    }
    for (String each : CONTROLS) {
      bySmtp(each);
      byRest(each);
    }
    byLogIn();
    byHandshake();
    requireLogged();
    for (String log : List.of(server.log(), server.consoleText(), trace())) {
      assertThat(log)
          .doesNotContain("\u0085", "\u2028", "\u2029", "\u001b", "\u202e", "\u009b", "\b");
      assertThat(log.lines()).noneMatch(line -> line.startsWith("FORGED"));
    }
  }

  /** That the logs have what clients said at all: else nothing was tried. */
  private static void requireLogged() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(trace()).contains("by echo\\u2028FORGED");
              assertThat(trace()).contains("forged@");
              // The last of all that is asked here, which logs as well.
              assertThat(trace()).contains("Connection on listener smtps closed");
            });
  }

  private static void bySmtp(String harmful) throws IOException {
    String said = "x" + harmful + FORGED;
    for (List<String> commands :
        List.of(
            List.of("EHLO " + said),
            List.of("EHLO a.test", "MAIL FROM:<\"" + said + "\"@a.test> SMTPUTF8"),
            List.of(
                "EHLO a.test",
                "MAIL FROM:<\"x" + harmful + "forged\"@a.test> SMTPUTF8",
                "RCPT TO:<\"x" + harmful + "forged\"@b.test>"),
            List.of("EHLO a.test", "MAIL FROM:<forged@a.test>", "RCPT TO:<forged@b.test>"),
            List.of("EHLO a.test", "AUTH PLAIN " + said, "VRFY " + said, said),
            List.of("EHLO a.test", "XCLIENT NAME=" + said, "HELP " + said, "NOOP " + said),
            List.of("PROXY TCP4 192.0.2.1 192.0.2.2 1 " + said))) {
      try (SocketLine line = SocketLine.plain(submission())) {
        for (String command : commands) {
          line.send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        line.send("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        String reply;
        do {
          reply = line.receive();
        } while (reply != null);
      } catch (SocketException closed) {
        // As good an answer as any to such a client.
        assertThat(closed).hasMessageContaining("reset");
      }
    }
  }

  private static void byRest(String harmful) throws IOException {
    String said = "x" + harmful + FORGED;
    String path = encode(said);
    for (String request :
        List.of(
            "GET /" + path,
            "GET /nothing/" + path,
            "GET /api/v1/" + path,
            "GET /api/v1/listeners/" + path,
            "GET /api/v1/accounts/" + path,
            "DELETE /api/v1/accounts/" + path,
            "DELETE /api/v1/policy/rules/" + path + "?why=" + path,
            "GET /api/v1/policy/revisions?after=" + path)) {
      raw.asAdmin(request);
    }
    raw.send("GET /api/v1/status", "Authorization: Bearer " + path + "\r\n");
    if (said.codePoints().allMatch(c -> c < 0x7F)) {
      // Open Liberty takes no control character of ASCII here, but others it would log as they are.
      for (String theirs : List.of("/health/", "/metrics/", "/openapi/", "/openapi/ui/")) {
        assertThat(raw.asAdmin("GET " + theirs + path).status()).isEqualTo(400);
      }
    }
    admin.send("PUT", "/mode", "{\"mode\":\"" + json(said) + "\",\"" + json(said) + "\":1}");
    // A change that is made, and whose reason is kept.
    assertThat(
            admin
                .send("PUT", RULE_PATH + "?why=" + path, admin.get(RULE_PATH).body(), Map.of())
                .status())
        .isEqualTo(200);
  }

  /** From an address of its own, as failed log-ins slow an address down. */
  private static void byLogIn() throws IOException {
    InetAddress from = InetAddress.getByName("127.0.0.10");
    String said = "x" + String.join("", BREAKS) + String.join("", CONTROLS) + FORGED;
    String head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String basic = RawHttp.basic(said, said);
    assertThat(raw.exchange(from, "GET /api/v1/status" + head + basic + "\r\n").status())
        .isEqualTo(401);
    String body = "{\"name\":\"" + json(said) + "\",\"password\":\"" + json(said) + "\"}";
    String type = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
    assertThat(raw.exchange(from, "POST /api/v1/login" + head + type + body).status())
        .isEqualTo(401);
  }

  /** The inside of a text in JSON, in ASCII. */
  private static String json(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                escaped.append(
                    c < ' ' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c)));
    return escaped.toString();
  }

  /** Octets in place of a handshake, with a server name among them. */
  private static void byHandshake() throws IOException {
    InetSocketAddress smtps =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().smtps());
    byte[] name = ("x\n" + FORGED).getBytes(StandardCharsets.US_ASCII);
    for (byte[] octets : List.of(name, Hello.named(name))) {
      try (Socket socket = new Socket(smtps.getAddress(), smtps.getPort())) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(octets);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether what a client does is in the trace by now. */
  private static boolean isTraced() throws IOException {
    SocketLine.plain(submission()).close();
    return Files.exists(traceFile()) && trace().contains("org.blackhole");
  }

  private static String trace() throws IOException {
    return Files.readString(traceFile(), StandardCharsets.UTF_8);
  }

  private static Path traceFile() {
    return server.directory().resolve("logs/trace.log");
  }

  private static InetSocketAddress submission() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.ports().submission());
  }
}
