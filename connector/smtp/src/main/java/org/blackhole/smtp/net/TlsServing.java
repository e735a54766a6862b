// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One certificate in use. OpenSSL's memory is counted: one count is ours until {@link #release()},
 * and each engine holds one of its own, so sessions outlive a change of certificate. Safe for any
 * thread.
 *
 * @param version of the source when the certificate was read
 */
record TlsServing(Object version, TlsProvider provider, SslContext context) {

  static TlsServing of(Object version, TlsMaterial material, TlsSettings settings)
      throws IOException, GeneralSecurityException {
    TlsProvider provider = TlsProvider.forKey(settings, material.key());
    SslContextBuilder builder =
        SslContextBuilder.forServer(
                material.key(), material.chain().toArray(X509Certificate[]::new))
            .sslProvider(provider.netty)
            .protocols(settings.protocols())
            // Never asked unless a client certificate is; without one, OpenSSL would load the
            // authorities of the JDK into every context.
            .trustManager(new TlsAnyClient())
            .clientAuth(settings.clientCertificate() ? ClientAuth.OPTIONAL : ClientAuth.NONE);
    if (!settings.ciphers().isEmpty()) {
      builder.ciphers(settings.ciphers(), IdentityCipherSuiteFilter.INSTANCE);
    }
    return new TlsServing(version, provider, builder.build());
  }

  /** Null if this was released meanwhile. */
  @Nullable SslHandler newHandler(ByteBufAllocator alloc) {
    try {
      ReferenceCountUtil.retain(context);
    } catch (IllegalReferenceCountException released) {
      return null;
    }
    try {
      SslHandler handler = context.newHandler(alloc);
      if (provider == TlsProvider.JDK) {
        refuseRenegotiation(handler);
      }
      return handler;
    } finally {
      ReferenceCountUtil.release(context);
    }
  }

  void release() {
    ReferenceCountUtil.release(context);
  }

  /**
   * The JDK renegotiates TLS 1.2 whenever a client asks, unless a system property forbids it to the
   * whole virtual machine. An engine left with TLS 1.3 alone cannot: that has no renegotiation (RFC
   * 8446 4.1.2). OpenSSL needs no such care.
   */
  private static void refuseRenegotiation(SslHandler handler) {
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              SSLEngine engine = handler.engine();
              if (done.isSuccess() && engine.getSession().getProtocol().equals("TLSv1.2")) {
                engine.setEnabledProtocols(new String[] {"TLSv1.3"});
              }
            });
  }
}
