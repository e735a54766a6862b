// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listener speaks inside TLS (RFC 5246, RFC 8446).
 *
 * @param protocols of {@code TLSv1.2} and {@code TLSv1.3}
 * @param ciphers suites by their JSSE names; empty is the provider's own choice
 * @param trust PEM file with the authorities to which client certificates must chain; null takes
 *     any, which shows that the client holds the key, not who the client is
 * @param applicationProtocols offered by ALPN (RFC 7301), the best first; a client that has none of
 *     them goes on without
 * @param resumption whether a client may take up an earlier session (RFC 5077, RFC 8446 2.2)
 */
public record TlsSettings(
    List<String> protocols,
    List<String> ciphers,
    Provider provider,
    ClientCertificate clientCertificate,
    @Nullable Path trust,
    List<String> applicationProtocols,
    boolean resumption) {

  private static final List<String> ALLOWED = List.of("TLSv1.2", "TLSv1.3");
  private static final int MAX_APPLICATION_PROTOCOL = 255;

  /** Who does the work. */
  public enum Provider {
    /** OpenSSL where it loads and takes the key, else the JDK. */
    AUTO,
    /** OpenSSL by netty-tcnative; refused where it does not load. */
    OPENSSL,
    /** The JDK. */
    JDK
  }

  /** Whether a client is asked for a certificate. */
  public enum ClientCertificate {
    /** It is not. */
    NONE,
    /** It is, and need not have one. */
    WANTED,
    /** Without one the handshake fails. */
    NEEDED
  }

  public static final TlsSettings DEFAULT =
      new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), Provider.AUTO);

  public TlsSettings {
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
    applicationProtocols = List.copyOf(applicationProtocols);
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
    for (String protocol : applicationProtocols) {
      int length = protocol.getBytes(StandardCharsets.UTF_8).length;
      if (length == 0 || length > MAX_APPLICATION_PROTOCOL) {
        throw new IllegalArgumentException(
            "The application protocol \"%s\" is not allowed; a name has 1 to %d octets."
                .formatted(protocol, MAX_APPLICATION_PROTOCOL));
      }
    }
  }

  /** Asks no client for a certificate, offers no ALPN, and lets sessions be resumed. */
  public TlsSettings(List<String> protocols, List<String> ciphers, Provider provider) {
    this(protocols, ciphers, provider, ClientCertificate.NONE, null, List.of(), true);
  }

  /**
   * In one version alone, with those of the ciphers that fit it, if there are any.
   *
   * @param version null for no change
   */
  TlsSettings inVersion(@Nullable String version) {
    if (version == null) {
      return this;
    }
    boolean modern = version.equals("TLSv1.3");
    return new TlsSettings(
        List.of(version),
        ciphers.stream().filter(cipher -> TlsProvider.isModern(cipher) == modern).toList(),
        provider,
        clientCertificate,
        trust,
        applicationProtocols,
        resumption);
  }

  /**
   * For a certificate with another kind of key, of which nothing is to be hidden by a session taken
   * up again.
   */
  TlsSettings forTrial() {
    return new TlsSettings(
        protocols, List.of(), provider, clientCertificate, trust, applicationProtocols, false);
  }

  /**
   * Finds out whether these can be met on this machine. Loads the provider.
   *
   * @throws UnmetTlsException naming the first that cannot
   */
  public void requireMet() {
    TlsProvider.check(this);
  }
}
