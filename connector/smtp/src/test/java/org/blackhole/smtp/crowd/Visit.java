// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.crowd;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.blackhole.smtp.transcript.SocketLine;
import org.jspecify.annotations.Nullable;

/** One connection of one client. */
final class Visit {

  /** How it went. */
  enum Outcome {
    SERVED,
    /** With 421, at whatever stage. */
    TURNED_AWAY,
    /** No connection came about. */
    NOBODY_THERE,
    /** An end without an answer, or an answer that makes no sense. */
    CUT
  }

  private static final int PATIENCE_MILLIS = 30_000;
  private static final SSLSocketFactory TLS = SocketLine.trustAll().getSocketFactory();

  /** A 421, which ends the visit. */
  private static final class TurnedAway extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final Door door;
  private final int messages;
  private final Runnable accepted;
  private String last = "connected";
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Visit(Door door, int messages, Runnable accepted) {
    this.door = door;
    this.messages = messages;
    this.accepted = accepted;
  }

  /** What was said last, and what came of it. */
  String last() {
    return last;
  }

  Outcome make() {
    InetSocketAddress address = door.address().get();
    try (Socket tcp = new Socket()) {
      try {
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout(PATIENCE_MILLIS);
        tcp.connect(address, PATIENCE_MILLIS);
      } catch (IOException nobody) {
        return Outcome.NOBODY_THERE;
      }
      return talk(tcp);
    } catch (IOException e) {
      return Outcome.SERVED; // what remains is to close
    }
  }

  private Outcome talk(Socket tcp) {
    try {
      use(tcp);
      if (door.kind() == Door.Kind.IMPLICIT_TLS) {
        encrypt(tcp);
      }
      expect("220");
      if (door.kind() == Door.Kind.STARTTLS) {
        say("EHLO client.example", "250");
        say("STARTTLS", "220");
        encrypt(tcp);
      }
      say("EHLO client.example", "250");
      for (int i = 0; i < messages; i++) {
        say("MAIL FROM:<a@client.example>", "250");
        say("RCPT TO:<b@server.example>", "250");
        say("DATA", "354");
        say("Subject: one of many\r\n\r\nHello\r\n.", "250");
        accepted.run();
      }
      say("QUIT", "221");
      return Outcome.SERVED;
    } catch (TurnedAway e) {
      return Outcome.TURNED_AWAY;
    } catch (IOException e) {
      last = door.kind() + ", " + last + ": " + e;
      return Outcome.CUT;
    }
  }

  private void use(Socket next) throws IOException {
    socket = next;
    in = new BufferedInputStream(next.getInputStream());
  }

  private void encrypt(Socket tcp) throws IOException {
    last = "handshake";
    String host = tcp.getInetAddress().getHostAddress();
    SSLSocket tls = (SSLSocket) TLS.createSocket(tcp, host, tcp.getPort(), false);
    tls.startHandshake();
    use(tls);
  }

  private void say(String words, String code) throws IOException {
    last = words.lines().reduce((first, second) -> second).orElse(words);
    try {
      Socket to = socket;
      if (to != null) {
        to.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        to.getOutputStream().flush();
      }
    } catch (IOException gone) {
      last = last + " (not taken: " + gone.getMessage() + ")"; // a last word may be there
    }
    expect(code);
  }

  private void expect(String code) throws IOException {
    String line;
    do {
      line = line();
    } while (line.startsWith("-", 3));
    if (line.startsWith("421 4.3.2")) {
      throw new TurnedAway();
    }
    if (!line.startsWith(code)) {
      throw new IOException("expected " + code + ", got " + line);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    InputStream from = in;
    if (from == null) {
      throw new IOException("not connected");
    }
    for (int b = from.read(); b != '\n'; b = from.read()) {
      if (b < 0) {
        throw new IOException("closed without a reply");
      }
      octets.write(b);
    }
    return octets.toString(StandardCharsets.US_ASCII);
  }
}
