// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.List;

/**
 * What a listener speaks inside TLS (RFC 5246, RFC 8446).
 *
 * @param protocols of {@code TLSv1.2} and {@code TLSv1.3}
 * @param ciphers suites by their JSSE names; empty is the provider's own choice
 * @param clientCertificate whether the client is asked for a certificate. It need not have one, and
 *     any is taken: it shows that the client holds the key, not who the client is
 */
public record TlsSettings(
    List<String> protocols, List<String> ciphers, Provider provider, boolean clientCertificate) {

  private static final List<String> ALLOWED = List.of("TLSv1.2", "TLSv1.3");

  /** Who does the work. */
  public enum Provider {
    /** OpenSSL where it loads and takes the key, else the JDK. */
    AUTO,
    /** OpenSSL by netty-tcnative; refused where it does not load. */
    OPENSSL,
    /** The JDK. */
    JDK
  }

  public static final TlsSettings DEFAULT =
      new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), Provider.AUTO);

  public TlsSettings {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
    if (protocols.isEmpty()) {
      throw new IllegalArgumentException(
          "No TLS protocol is given; allowed are " + String.join(", ", ALLOWED) + ".");
    }
    for (String protocol : protocols) {
      if (!ALLOWED.contains(protocol)) {
        throw new IllegalArgumentException(
            "The TLS protocol \"%s\" is not allowed; allowed are %s."
                .formatted(protocol, String.join(", ", ALLOWED)));
      }
    }
  }

  /** Asks no client for a certificate. */
  public TlsSettings(List<String> protocols, List<String> ciphers, Provider provider) {
    this(protocols, ciphers, provider, false);
  }
}
