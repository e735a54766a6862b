// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The JDK's TLS without resumption, for which it has no switch but one for the whole virtual
 * machine: each engine comes from a context of its own, whose cache is empty and whose tickets
 * nobody else can open.
 */
final class TlsFreshSessions extends SSLContextSpi {

  private final KeyManager[] keys;
  private final TrustManager[] trust;
  private final SSLContext first;

  private TlsFreshSessions(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    this.keys = keys;
    this.trust = trust;
    this.first = fresh();
  }

  static SSLContext context(KeyManager keys, TrustManager trust) throws GeneralSecurityException {
    TlsFreshSessions spi =
        new TlsFreshSessions(new KeyManager[] {keys}, new TrustManager[] {trust});
    return new SSLContext(spi, spi.first.getProvider(), spi.first.getProtocol()) {};
  }

  private SSLContext fresh() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    try {
      return fresh().createSSLEngine();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS worked before", e);
    }
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    try {
      return fresh().createSSLEngine(host, port);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS worked before", e);
    }
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("This context is initialized.");
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return first.getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return first.getServerSocketFactory();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return first.getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return first.getClientSessionContext();
  }
}
