// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The client of a session as it is known at this point. Immutable: what becomes known later is in a
 * later value.
 *
 * @param session identifies the session in logs, counts and the admin API: 16 hexadecimal digits
 * @param ordinal of the session in its server, counted from 1
 * @param address of the client; behind a proxy, as the proxy says, by a header of the PROXY
 *     protocol or by XCLIENT
 * @param proxy what a proxy in front said, or null if there is none
 * @param tls null on a connection that is not encrypted
 * @param helo the name given with EHLO or HELO, or null before
 * @param extended whether it gave its name with EHLO or LHLO
 * @param identity whom the client authenticated as, or null
 * @param mechanism by which it did, or null
 */
public record Peer(
    String session,
    long ordinal,
    ListenerInfo listener,
    InetSocketAddress address,
    @Nullable ProxyFacts proxy,
    @Nullable TlsFacts tls,
    @Nullable String helo,
    boolean extended,
    @Nullable String identity,
    @Nullable String mechanism) {

  /** The same client inside TLS; all that it said before is forgotten (RFC 3207 4.2). */
  public Peer encrypted(TlsFacts tls) {
    return new Peer(session, ordinal, listener, address, proxy, tls, null, false, null, null);
  }

  /** The same client, by this name. */
  public Peer greeted(String helo, boolean extended) {
    return new Peer(
        session, ordinal, listener, address, proxy, tls, helo, extended, identity, mechanism);
  }

  /** The same client, authenticated (RFC 4954). */
  public Peer authenticated(String identity, String mechanism) {
    return new Peer(
        session, ordinal, listener, address, proxy, tls, helo, extended, identity, mechanism);
  }
}
