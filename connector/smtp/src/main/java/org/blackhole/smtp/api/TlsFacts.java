// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS handshake came to.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipher the suite's name
 * @param serverName the name asked for by SNI, or null
 * @param clientCertificate the client's certificate, or null
 */
public record TlsFacts(
    String version,
    String cipher,
    @Nullable String serverName,
    @Nullable X509Certificate clientCertificate) {}
