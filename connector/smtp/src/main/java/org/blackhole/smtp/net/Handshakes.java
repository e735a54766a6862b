// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/** Begins TLS on a connection, and reads off what a handshake came to. */
final class Handshakes {

  private static final String HANDLER = "tls";

  private Handshakes() {}

  /** Everything that comes from now on is TLS. */
  static void begin(Channel channel, @Nullable TlsContext tls, Duration timeout) {
    if (tls == null) {
      throw new IllegalStateException("no TLS context");
    }
    SslHandler handler = tls.newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(timeout.toMillis());
    channel.pipeline().addFirst(HANDLER, handler);
  }

  static @Nullable SslHandler handler(Channel channel) {
    return channel.pipeline().get(HANDLER) instanceof SslHandler handler ? handler : null;
  }

  /** The facts of a finished handshake. */
  static TlsFacts facts(Channel channel) {
    SslHandler handler = handler(channel);
    if (handler == null) {
      throw new IllegalStateException("no TLS on this connection");
    }
    SSLSession session = handler.engine().getSession();
    return new TlsFacts(
        session.getProtocol(),
        session.getCipherSuite(),
        serverName(session),
        clientCertificate(session));
  }

  private static @Nullable String serverName(SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      List<SNIServerName> names = requestedNames(extended);
      for (SNIServerName name : names) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return null;
  }

  private static List<SNIServerName> requestedNames(ExtendedSSLSession session) {
    try {
      return session.getRequestedServerNames();
    } catch (UnsupportedOperationException providerDoesNotTell) {
      return List.of();
    }
  }

  private static @Nullable X509Certificate clientCertificate(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? certificate
          : null;
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }
}
