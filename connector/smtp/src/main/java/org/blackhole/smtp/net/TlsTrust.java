// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which client certificates are taken: those that chain to an authority in a PEM file, or, without
 * one, any. Reads files: never on an event loop.
 */
record TlsTrust(@Nullable TlsFile authorities) {

  private static final Object ANYBODY = "anybody";

  static TlsTrust of(@Nullable Path authorities) {
    return new TlsTrust(
        authorities == null ? null : new TlsFile("file of trusted authorities", authorities));
  }

  /** Equal values mean that the file did not change. */
  Object version() throws IOException {
    return authorities == null ? ANYBODY : authorities.stamp();
  }

  /** Never none: OpenSSL would load the authorities of the JDK into every context. */
  TrustManager manager() throws IOException, GeneralSecurityException {
    if (authorities == null) {
      return new TlsAnyClient();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int count = 0;
    for (X509Certificate authority : TlsPem.certificates(authorities)) {
      store.setCertificateEntry(Integer.toString(count++), authority);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager judge) {
        return new TlsKnownClients(judge);
      }
    }
    throw new NoSuchAlgorithmException("The JDK judges no certificates.");
  }
}
