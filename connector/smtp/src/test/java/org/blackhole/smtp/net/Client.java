// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.blackhole.smtp.api.Scheme;
import org.jspecify.annotations.Nullable;

/** A client that says exactly what it is told to, and shows exactly what it hears. */
final class Client implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final InetSocketAddress server;
  private final Socket transport;
  private Socket socket;
  private InputStream in;
  private long sent;
  private long received;

  private Client(InetSocketAddress server, Socket connected) throws IOException {
    this.server = server;
    this.transport = connected;
    this.socket = connected;
    this.in = new BufferedInputStream(connected.getInputStream());
  }

  /** On a connection that is there, and encrypted if it is. */
  static Client on(Socket connected) throws IOException {
    return new Client((InetSocketAddress) connected.getRemoteSocketAddress(), connected);
  }

  static Client of(SmtpSocket server) throws IOException {
    return from("127.0.0.1", server);
  }

  /** From a loopback address of choice. */
  static Client from(String address, SmtpSocket server) throws IOException {
    return from(address, server.info().address());
  }

  static Client from(String address, InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(server, PATIENCE_MILLIS);
    return new Client(server, socket);
  }

  /** As a listener of this scheme wants it: with TLS 1.3 from the first octet, or without. */
  static Client by(Scheme scheme, InetSocketAddress server) throws IOException {
    Client client = from("127.0.0.1", server);
    return scheme == Scheme.SMTPS ? client.encrypt("TLSv1.3", "mx.example") : client;
  }

  /** TLS from here on; any certificate will do. */
  Client encrypt(String protocol, String serverName) throws IOException {
    return encrypt(
        trustingAll(),
        serverName,
        parameters -> {
          parameters.setProtocols(new String[] {protocol});
          parameters.setServerNames(List.of(new SNIHostName(serverName)));
        });
  }

  /** TLS from here on, to a server that is to be this host. */
  Client encrypt(SSLContext context, String host, Consumer<SSLParameters> wishes)
      throws IOException {
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, server.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    wishes.accept(parameters);
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    socket = tls;
    in = new BufferedInputStream(tls.getInputStream());
    return this;
  }

  static SSLContext trustingAll() {
    X509TrustManager any =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {any}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In one write. */
  Client say(String text) throws IOException {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Client say(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    sent += octets.length;
    return this;
  }

  /** These octets so many times, on another thread; a connection that breaks is its exception. */
  CompletableFuture<Void> saying(byte[] octets, int times) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (int i = 0; i < times; i++) {
              say(octets);
            }
          } catch (IOException closed) {
            throw new CompletionException(closed);
          }
        });
  }

  /** Several lines in one write. */
  Client sayLines(String... lines) throws IOException {
    return say(String.join("\r\n", lines) + "\r\n");
  }

  /** The next line without its end, or null if there will be none. */
  @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      received++;
      line.write(b);
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\r\n");
        return text.substring(0, text.length() - 2);
      }
    }
    assertThat(line.size()).isZero();
    return null;
  }

  /** Whether there is something to hear. */
  boolean hasHeard() throws IOException {
    return in.available() > 0;
  }

  /** The last line of the next reply. */
  @Nullable String reply() throws IOException {
    String line = line();
    while (line != null && line.startsWith("-", 3)) {
      line = line();
    }
    return line;
  }

  /** The next replies begin like this. */
  Client hear(String... starts) throws IOException {
    for (String start : starts) {
      assertThat(reply()).startsWith(start);
    }
    return this;
  }

  /** So many replies that begin like this. */
  Client hear(int number, String start) throws IOException {
    for (int i = 0; i < number; i++) {
      hear(start);
    }
    return this;
  }

  /** The server ends the connection in order, without another word. */
  void hearEnd() throws IOException {
    assertThat(line()).isNull();
  }

  /** All lines of the next reply. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    String line = line();
    while (line != null) {
      lines.add(line);
      line = line.startsWith("-", 3) ? line() : null;
    }
    return lines;
  }

  /** Says that no more TLS will come, and goes on hearing. */
  void endTls() throws IOException {
    ((SSLSocket) socket).shutdownOutput();
  }

  /** Says that no more octets will come, and goes on hearing. */
  void endOutput() throws IOException {
    transport.shutdownOutput();
  }

  /** The certificate that the server showed. */
  Certificate shown() throws IOException {
    return ((SSLSocket) socket).getSession().getPeerCertificates()[0];
  }

  /** The first characters of every reply until the server ends the connection. */
  List<String> hearAll(int characters) throws IOException {
    List<String> heard = new ArrayList<>();
    for (String reply = reply(); reply != null; reply = reply()) {
      heard.add(reply.substring(0, Math.min(characters, reply.length())));
    }
    return heard;
  }

  /** All octets until the server ends the connection in order. */
  byte[] octets() throws IOException {
    return in.readAllBytes();
  }

  /** The next octet, or -1 if there will be none. */
  int firstOctet() throws IOException {
    return in.read();
  }

  /** What TLS agreed on. */
  SSLSession tls() {
    return ((SSLSocket) socket).getSession();
  }

  /** Whatever comes until the connection ends, one way or another. */
  void hearOut() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  /** Greeting and EHLO. */
  Client greet() throws IOException {
    return hear("220 ").say("EHLO client.example\r\n").hear("250 ");
  }

  /** A whole message, after {@link #greet()}. */
  Client mail() throws IOException {
    return say("MAIL FROM:<a@client.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n")
        .hear("250 2.1.0", "250 2.1.5", "354 ")
        .say("Subject: x\r\n\r\ntext\r\n.\r\n")
        .hear("250 2.0.0");
  }

  void quit() throws IOException {
    say("QUIT\r\n").hear("221 2.0.0").hearEnd();
    close();
  }

  /** Half of the connection is closed; the other stays. */
  Client sayNoMore() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Octets said, before encryption. */
  long sent() {
    return sent;
  }

  /** Octets heard, after decryption. */
  long received() {
    return received;
  }

  /** Goes away by RST. */
  void reset() throws IOException {
    transport.setSoLinger(true, 0);
    transport.close();
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
