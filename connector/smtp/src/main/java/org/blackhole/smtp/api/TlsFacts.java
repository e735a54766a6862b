// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS handshake came to.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipher the suite's name
 * @param serverName the name asked for by SNI, in lower case, or null
 * @param clientCertificate the client's certificate, or null
 * @param applicationProtocol what ALPN agreed on, or null
 * @param resumed whether an earlier session was taken up again
 * @param channelBindings {@code tls-server-end-point} (RFC 5929) where the certificate has one, and
 *     {@code tls-exporter} (RFC 9266) where the provider gives it
 */
public record TlsFacts(
    String version,
    String cipher,
    @Nullable String serverName,
    @Nullable X509Certificate clientCertificate,
    @Nullable String applicationProtocol,
    boolean resumed,
    List<ChannelBinding> channelBindings) {

  public TlsFacts {
    channelBindings = List.copyOf(channelBindings);
  }

  /** A first handshake without ALPN and channel bindings. */
  public TlsFacts(
      String version,
      String cipher,
      @Nullable String serverName,
      @Nullable X509Certificate clientCertificate) {
    this(version, cipher, serverName, clientCertificate, null, false, List.of());
  }
}
