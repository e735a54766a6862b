// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** The two libraries that can do TLS, and what each takes. */
enum TlsProvider {
  /** Reference-counted: no finalizer for each connection, but {@link TlsServing} must count. */
  OPENSSL(SslProvider.OPENSSL_REFCNT),
  JDK(SslProvider.JDK);

  private static final Set<String> OPENSSL_KEYS = Set.of("RSA", "EC");

  final SslProvider netty;

  TlsProvider(SslProvider netty) {
    this.netty = netty;
  }

  /**
   * Refuses settings that no key could make good.
   *
   * @throws UnmetTlsException naming what is wrong and what is allowed
   */
  static void check(TlsSettings settings) {
    TlsProvider provider = preferred(settings);
    if (settings.ciphers().isEmpty()) {
      return;
    }
    Set<String> supported = provider.ciphers();
    for (String cipher : settings.ciphers()) {
      if (!supported.contains(cipher)) {
        throw new UnmetTlsException(
            UnmetTlsException.Part.CIPHERS,
            "has \"%s\", which %s does not know".formatted(cipher, provider),
            String.join(", ", supported),
            null);
      }
    }
    for (String protocol : settings.protocols()) {
      boolean modern = protocol.equals("TLSv1.3");
      if (settings.ciphers().stream().noneMatch(cipher -> isModern(cipher) == modern)) {
        throw new UnmetTlsException(
            UnmetTlsException.Part.CIPHERS,
            "has none for " + protocol,
            "at least one for each of the protocols, or protocols without " + protocol,
            null);
      }
    }
  }

  /** The one for these keys: AUTO turns to the JDK for what OpenSSL does not take here. */
  static TlsProvider forKeys(TlsSettings settings, List<TlsMaterial> materials)
      throws GeneralSecurityException {
    TlsProvider preferred = preferred(settings);
    for (TlsMaterial material : materials) {
      PrivateKey key = material.key();
      if (preferred == OPENSSL && !OPENSSL_KEYS.contains(key.getAlgorithm())) {
        if (settings.provider() == TlsSettings.Provider.AUTO) {
          return JDK;
        }
        throw new InvalidKeyException(
            "OpenSSL takes RSA and EC keys, not %s; the JDK does.".formatted(key.getAlgorithm()));
      }
    }
    return preferred;
  }

  private static TlsProvider preferred(TlsSettings settings) {
    return switch (settings.provider()) {
      case JDK -> JDK;
      case AUTO -> OpenSsl.isAvailable() ? OPENSSL : JDK;
      case OPENSSL -> {
        if (!OpenSsl.isAvailable()) {
          Throwable cause = OpenSsl.unavailabilityCause();
          throw new UnmetTlsException(
              UnmetTlsException.Part.PROVIDER,
              "is openssl, which does not load here (" + cause.getMessage() + ")",
              "auto, jdk",
              cause);
        }
        yield OPENSSL;
      }
    };
  }

  private Set<String> ciphers() {
    List<String> supported =
        this == OPENSSL ? List.copyOf(OpenSsl.availableJavaCipherSuites()) : ciphersOfJdk();
    return new LinkedHashSet<>(supported);
  }

  private static List<String> ciphersOfJdk() {
    try {
      return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }

  /** The suites of TLS 1.3 name no key exchange (RFC 8446 B.4). */
  static boolean isModern(String cipher) {
    return !cipher.contains("_WITH_");
  }

  /** For logs and the status page. */
  @Override
  public String toString() {
    if (this == JDK) {
      return "JDK " + System.getProperty("java.version");
    }
    String version = OpenSsl.versionString();
    return version.startsWith("OpenSSL") ? version : "OpenSSL (" + version + ")";
  }
}
