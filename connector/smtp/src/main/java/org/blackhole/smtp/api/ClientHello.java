// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * What a client says when it begins a TLS handshake (RFC 8446 4.1.2).
 *
 * @param serverName the name asked for by SNI (RFC 6066 3), in lower case, or null if there is none
 *     that could be a host's
 */
public record ClientHello(@Nullable String serverName) {}
