// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection of a client that waits for each answer. For one thread. */
final class Dialogue implements Closeable {

  private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();
  private static final int LONGEST_LINE = 4096;

  private final SSLContext trusting;
  private final InetSocketAddress server;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int heard;

  /**
   * Connects; nothing is read yet.
   *
   * @param trusting for TLS
   */
  Dialogue(InetSocketAddress server, SSLContext trusting) throws IOException {
    this.server = server;
    this.trusting = trusting;
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE);
    try {
      socket.connect(server, PATIENCE);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** TLS from here on. */
  void handshake() throws IOException {
    SSLSocket secure =
        (SSLSocket)
            trusting
                .getSocketFactory()
                .createSocket(socket, server.getHostString(), server.getPort(), true);
    secure.startHandshake();
    socket = secure;
    in = secure.getInputStream();
    out = secure.getOutputStream();
  }

  void write(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A command and the code of its answer. */
  int ask(String command) throws IOException {
    write(command + "\r\n");
    return code();
  }

  /**
   * The code of the next answer.
   *
   * @throws EOFException if the server closed in its place
   */
  int code() throws IOException {
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = line();
    }
    if (!line.matches("[2-5][0-9]{2}( .*)?")) {
      throw new IOException("Not a reply: " + line);
    }
    heard++;
    return Integer.parseInt(line.substring(0, 3));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n' && line.length() < LONGEST_LINE) {
      line.append((char) octet);
      octet = in.read();
    }
    if (octet < 0) {
      throw new EOFException();
    }
    return line.toString().strip();
  }

  /** Answers so far. */
  int heard() {
    return heard;
  }

  /** Closes so that the other side sees a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
