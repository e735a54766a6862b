// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.blackhole.smtp.api.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * The certificates in use at a time. OpenSSL's memory is counted: one count is ours until {@link
 * #release()}, and each engine holds one of its own, so sessions outlive a change of certificate.
 * Safe for any thread.
 *
 * @param version of the source when the certificates were read
 * @param endPoints the channel binding of each certificate that has one
 * @param staple shown with the certificate by OpenSSL, or null
 */
record TlsServing(
    Object version,
    TlsProvider provider,
    SslContext context,
    TlsKeys keys,
    boolean resumption,
    Map<X509Certificate, ChannelBinding> endPoints,
    @Nullable OcspStaple staple) {

  static TlsServing of(Object version, List<TlsMaterial> materials, TlsSettings settings)
      throws IOException, GeneralSecurityException {
    return of(version, materials, settings, null);
  }

  static TlsServing of(
      Object version,
      List<TlsMaterial> materials,
      TlsSettings settings,
      @Nullable OcspStaple wanted)
      throws IOException, GeneralSecurityException {
    TlsProvider provider = TlsProvider.forKeys(settings, materials);
    TlsKeys keys = new TlsKeys(materials, provider == TlsProvider.JDK);
    TrustManager trust = TlsTrust.of(settings.trust()).manager();
    OcspStaple staple =
        provider == TlsProvider.OPENSSL && OpenSsl.isOcspSupported() ? wanted : null;
    SslContext context =
        provider == TlsProvider.JDK && !settings.resumption()
            ? withoutResumption(keys, trust, settings)
            : build(provider, keys, trust, settings, staple != null);
    if (provider == TlsProvider.OPENSSL && !settings.resumption()) {
      TlsNative.forbidCache(context);
    }
    return new TlsServing(
        version, provider, context, keys, settings.resumption(), endPoints(materials), staple);
  }

  private static SslContext build(
      TlsProvider provider,
      TlsKeys keys,
      TrustManager trust,
      TlsSettings settings,
      boolean stapling)
      throws IOException {
    SslContextBuilder builder =
        provider == TlsProvider.JDK
            ? SslContextBuilder.forServer(keys)
            : SslContextBuilder.forServer(TlsNative.factory(keys));
    builder
        .sslProvider(provider.netty)
        .protocols(settings.protocols())
        .trustManager(trust)
        .clientAuth(clientAuth(settings))
        .enableOcsp(stapling)
        .applicationProtocolConfig(alpn(settings));
    if (!settings.ciphers().isEmpty()) {
      builder.ciphers(settings.ciphers(), IdentityCipherSuiteFilter.INSTANCE);
    }
    return builder.build();
  }

  private static SslContext withoutResumption(
      TlsKeys keys, TrustManager trust, TlsSettings settings) throws GeneralSecurityException {
    return new JdkSslContext(
        TlsFreshSessions.context(keys, trust),
        false,
        settings.ciphers().isEmpty() ? null : settings.ciphers(),
        IdentityCipherSuiteFilter.INSTANCE,
        alpn(settings),
        clientAuth(settings),
        settings.protocols().toArray(String[]::new),
        false);
  }

  private static ClientAuth clientAuth(TlsSettings settings) {
    return switch (settings.clientCertificate()) {
      case NONE -> ClientAuth.NONE;
      case WANTED -> ClientAuth.OPTIONAL;
      case NEEDED -> ClientAuth.REQUIRE;
    };
  }

  private static ApplicationProtocolConfig alpn(TlsSettings settings) {
    if (settings.applicationProtocols().isEmpty()) {
      return ApplicationProtocolConfig.DISABLED;
    }
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        settings.applicationProtocols());
  }

  private static Map<X509Certificate, ChannelBinding> endPoints(List<TlsMaterial> materials) {
    Map<X509Certificate, ChannelBinding> bindings = new HashMap<>();
    for (TlsMaterial material : materials) {
      ChannelBinding binding = TlsEndPoint.of(material.certificate());
      if (binding != null) {
        bindings.put(material.certificate(), binding);
      }
    }
    return Map.copyOf(bindings);
  }

  /** Null if this was released meanwhile. */
  @Nullable SslHandler newHandler(ByteBufAllocator alloc) {
    try {
      ReferenceCountUtil.retain(context);
    } catch (IllegalReferenceCountException released) {
      return null;
    }
    try {
      // Of the engine that Netty's own handler has, which takes many records at once.
      SslHandler handler = new TlsRecords(context.newHandler(alloc).engine());
      if (provider == TlsProvider.JDK) {
        refuseRenegotiation(handler);
      } else if (!resumption) {
        TlsNative.forbidTickets(handler.engine());
      }
      if (staple != null) {
        staple.attach(handler.engine());
      }
      return handler;
    } finally {
      ReferenceCountUtil.release(context);
    }
  }

  /** To be asked once, when the handshake is done. */
  boolean isResumed(SSLEngine engine) {
    return provider == TlsProvider.JDK
        ? keys.isResumed(engine.getSession())
        : TlsNative.isResumed(engine);
  }

  void release() {
    ReferenceCountUtil.release(context);
  }

  /** Without the version, which may hold what a key store's password was. */
  @Override
  public String toString() {
    return "TLS by " + provider;
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
