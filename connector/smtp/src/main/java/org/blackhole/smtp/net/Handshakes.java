// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.blackhole.smtp.api.ChannelBinding;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/** Begins TLS on a connection, and reads off what a handshake came to. On its event loop. */
final class Handshakes {

  private static final String HANDLER = "tls";

  /** The certificates that a connection began with: there may be others by now. */
  private static final AttributeKey<TlsServing> SERVING =
      AttributeKey.valueOf(Handshakes.class, "serving");

  private Handshakes() {}

  /** Everything that comes from now on is TLS. */
  static void begin(Channel channel, @Nullable TlsContext tls, Duration timeout) {
    if (tls == null) {
      throw new IllegalStateException("no TLS context");
    }
    TlsContext.Begun begun = prepared(channel, tls.begin(channel.alloc()), timeout);
    channel.pipeline().addFirst(HANDLER, begun.handler()).addFirst(LastWords.FIRST);
  }

  /** The same from another handler on, which goes and leaves what it has kept. */
  static void begin(ChannelHandlerContext before, TlsContext.Begun begun, Duration timeout) {
    prepared(before.channel(), begun, timeout);
    before.pipeline().addFirst(LastWords.FIRST).replace(before.handler(), HANDLER, begun.handler());
  }

  private static TlsContext.Begun prepared(
      Channel channel, TlsContext.Begun begun, Duration timeout) {
    begun.handler().setHandshakeTimeoutMillis(timeout.toMillis());
    channel.attr(SERVING).set(begun.serving());
    return begun;
  }

  static @Nullable SslHandler handler(Channel channel) {
    return channel.pipeline().get(HANDLER) instanceof SslHandler handler ? handler : null;
  }

  /** Why one failed; without what the client said, which in plain text may be a password. */
  static String why(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NotSslRecordException) {
        return "what came is no TLS";
      }
    }
    String said = failure.getMessage();
    return said == null ? "the connection ended" : said;
  }

  /** The facts of a handshake that has just ended well. */
  static TlsFacts facts(Channel channel) {
    SslHandler handler = handler(channel);
    TlsServing serving = channel.attr(SERVING).get();
    if (handler == null || serving == null) {
      throw new IllegalStateException("no TLS on this connection");
    }
    SSLSession session = handler.engine().getSession();
    return new TlsFacts(
        session.getProtocol(),
        session.getCipherSuite(),
        TlsNames.requested(session),
        clientCertificate(session),
        handler.applicationProtocol(),
        serving.isResumed(handler.engine()),
        channelBindings(serving, session));
  }

  private static List<ChannelBinding> channelBindings(TlsServing serving, SSLSession session) {
    List<ChannelBinding> bindings = new ArrayList<>(2);
    Certificate @Nullable [] shown = session.getLocalCertificates();
    ChannelBinding endPoint =
        shown != null && shown.length > 0 && shown[0] instanceof X509Certificate certificate
            ? serving.endPoints().get(certificate)
            : null;
    if (endPoint != null) {
      bindings.add(endPoint);
    }
    ChannelBinding exporter = TlsExporter.of(session);
    if (exporter != null) {
      bindings.add(exporter);
    }
    return bindings;
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
