// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.transcript.SocketLine;

/** An engine with one listener on loopback, which offers STARTTLS. */
final class SocketTestServer implements AutoCloseable {

  private final SmtpTransport transport;
  private final TlsContext tls;
  private final SmtpSocket socket;

  SocketTestServer(TransportKind kind, Path folder, ConnectionLimits limits, SmtpListener listener)
      throws Exception {
    transport = SmtpTransport.open(kind, 2);
    tls =
        TlsContext.open(
            new TlsSelfMade(folder.resolve("tls.p12"), List.of("mx.example")), TlsSettings.DEFAULT);
    SessionSettings session = SessionSettings.defaults("mx.example").with(ContentInterest.BODY);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    socket =
        transport.listener(
            new ListenerSettings(
                "mx", Scheme.SMTP, StartTls.OPTIONAL, any, session, limits, Map.of()),
            listener,
            tls);
    socket.open();
  }

  SmtpSocket socket() {
    return socket;
  }

  SmtpTransport transport() {
    return transport;
  }

  InetSocketAddress address() {
    return socket.info().address();
  }

  SocketLine connect() throws Exception {
    return SocketLine.plain(address());
  }

  /** A line whose greeting was read. */
  SocketLine greeted() throws Exception {
    SocketLine line = connect();
    String greeting = line.receive();
    if (greeting == null || !greeting.startsWith("220 ")) {
      throw new AssertionError("greeted with " + greeting);
    }
    return line;
  }

  @Override
  public void close() {
    try {
      if (!transport.close(Duration.ofSeconds(10))) {
        throw new AssertionError("the event loops did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      tls.close();
    }
  }
}
