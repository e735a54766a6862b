// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A line over a real socket: plain, by STARTTLS, or TLS from the first octet. */
public final class SocketLine implements Line {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private SocketLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Plain. */
  public static SocketLine plain(InetSocketAddress address) throws IOException {
    return new SocketLine(connect(address));
  }

  /** TLS from the first octet; any certificate will do. */
  public static SocketLine tls(InetSocketAddress address) throws IOException {
    return new SocketLine(encrypt(connect(address), address));
  }

  /** After greeting, EHLO and STARTTLS; any certificate will do. */
  public static SocketLine startTls(InetSocketAddress address) throws IOException {
    return startTls(address, "EHLO");
  }

  /**
   * After greeting, hello and STARTTLS; any certificate will do.
   *
   * @param hello EHLO or LHLO
   */
  public static SocketLine startTls(InetSocketAddress address, String hello) throws IOException {
    Socket socket = connect(address);
    SocketLine plain = new SocketLine(socket);
    plain.reply("220");
    plain.send((hello + " client.example\r\n").getBytes(StandardCharsets.US_ASCII));
    plain.reply("250");
    plain.send("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
    plain.reply("220");
    return new SocketLine(encrypt(socket, address));
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
    return socket;
  }

  private static Socket encrypt(Socket socket, InetSocketAddress address) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            trustAll()
                .getSocketFactory()
                .createSocket(socket, address.getHostString(), address.getPort(), true);
    tls.startHandshake();
    return tls;
  }

  /** For clients whom any certificate will do. */
  public static SSLContext trustAll() {
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

  /** The server's own certificate; for a line inside TLS. */
  public X509Certificate certificate() throws IOException {
    if (socket instanceof SSLSocket tls
        && tls.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new IOException("no certificate on this line");
  }

  /** The version of TLS; for a line inside TLS. */
  public String tlsVersion() throws IOException {
    if (socket instanceof SSLSocket tls) {
      return tls.getSession().getProtocol();
    }
    throw new IOException("no TLS on this line");
  }

  private void reply(String code) throws IOException {
    String line;
    do {
      line = receive();
      if (line == null || !line.startsWith(code)) {
        throw new IOException("expected " + code + " but got " + line);
      }
    } while (line.startsWith("-", 3));
  }

  @Override
  public void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  @Override
  public @Nullable String receive() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) >= 0) {
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r")) {
          throw new IOException("reply line without CR: " + text);
        }
        return text.substring(0, text.length() - 1);
      }
      line.write(b);
    }
    if (line.size() > 0) {
      throw new IOException("reply line without end: " + line.toString(StandardCharsets.UTF_8));
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
