// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.InetSocketAddress;
import java.util.Map;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.session.SessionSettings;

/**
 * One listener.
 *
 * @param name by which policies, counts and logs know it
 * @param address where it listens; port 0 lets the kernel choose
 * @param options handed through to the application, see {@link
 *     org.blackhole.smtp.api.ListenerInfo#options()}
 */
public record ListenerSettings(
    String name,
    Scheme scheme,
    StartTls startTls,
    InetSocketAddress address,
    SessionSettings session,
    ConnectionLimits connections,
    ProxyTrust trust,
    Map<String, String> options) {

  /** A listener that takes nobody's word on its clients. */
  public ListenerSettings(
      String name,
      Scheme scheme,
      StartTls startTls,
      InetSocketAddress address,
      SessionSettings session,
      ConnectionLimits connections,
      Map<String, String> options) {
    this(name, scheme, startTls, address, session, connections, ProxyTrust.NONE, options);
  }
}
