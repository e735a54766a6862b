// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy in front said of a connection: by HAProxy's PROXY protocol, or by XCLIENT. Taken on
 * trust: nothing of it is checked, and TLS between client and proxy is not TLS with us. A text that
 * is not printable is in hexadecimal digits.
 *
 * @param proxy the address of the proxy
 * @param destination where the client connected to, or null if it is not told
 * @param serverName the name the client asked for, or null
 * @param applicationProtocol what ALPN agreed on, or null
 * @param uniqueId by which the proxy knows the connection, or null
 * @param tls TLS between client and proxy, or null if there was none, or it is not told
 */
public record ProxyFacts(
    InetSocketAddress proxy,
    @Nullable InetSocketAddress destination,
    @Nullable String serverName,
    @Nullable String applicationProtocol,
    @Nullable String uniqueId,
    @Nullable ProxyTls tls) {

  /**
   * TLS between client and proxy.
   *
   * @param version such as {@code TLSv1.3}, or null if it is not told
   * @param cipher or null if it is not told
   * @param commonName of the client's certificate, or null
   * @param verified whether the client showed a certificate that the proxy found good
   */
  public record ProxyTls(
      @Nullable String version,
      @Nullable String cipher,
      @Nullable String commonName,
      boolean verified) {}
}
