// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;

/** What OpenSSL wants otherwise than the JDK. Touched only where it loads. */
final class TlsNative {

  private TlsNative() {}

  /** Each key is handed to OpenSSL once, not at each handshake. */
  static KeyManagerFactory factory(TlsKeys keys) {
    KeyManagerFactorySpi given =
        new KeyManagerFactorySpi() {
          @Override
          protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {keys};
          }

          @Override
          protected void engineInit(KeyStore store, char[] password) throws KeyStoreException {
            throw new KeyStoreException("The keys are given.");
          }

          @Override
          protected void engineInit(ManagerFactoryParameters parameters)
              throws InvalidAlgorithmParameterException {
            throw new InvalidAlgorithmParameterException("The keys are given.");
          }
        };
    return new OpenSslCachingX509KeyManagerFactory(new KeyManagerFactory(given, null, "given") {});
  }

  static boolean isResumed(SSLEngine engine) {
    long pointer = engine instanceof ReferenceCountedOpenSslEngine own ? own.sslPointer() : 0;
    return pointer != 0 && SSL.isSessionReused(pointer);
  }

  static void forbidCache(SslContext context) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    }
  }

  /** The engine's context has to have OCSP enabled. */
  static void staple(SSLEngine engine, byte[] response) {
    if (engine instanceof ReferenceCountedOpenSslEngine own) {
      own.setOcspResponse(response);
    }
  }

  /** Netty turns tickets on in each engine that speaks TLS 1.3. */
  static void forbidTickets(SSLEngine engine) {
    if (engine instanceof ReferenceCountedOpenSslEngine own) {
      SSL.setOptions(own.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
  }
}
