// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.crowd;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * A way into a server.
 *
 * @param address asked for anew for each connection
 */
public record Door(Kind kind, Supplier<InetSocketAddress> address) {

  /** What is secured, and when. */
  public enum Kind {
    PLAIN,
    STARTTLS,
    IMPLICIT_TLS
  }

  /** On loopback. */
  public static Door of(Kind kind, int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new Door(kind, () -> address);
  }
}
