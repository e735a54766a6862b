// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.jspecify.annotations.Nullable;

/**
 * What the console says of a listener that serves: where it is, and how to send it a first mail.
 */
final class Announcement {

  private static final Logger LOG = Logger.getLogger("org.blackhole.connector");

  /** Above INFO and under WARNING: on Liberty this is AUDIT, which the console shows by default. */
  private static final Level AUDIT = Level.parse("850");

  private Announcement() {}

  /**
   * Says it.
   *
   * @param tlsProvider null without TLS
   */
  static void serves(ListenerInfo listener, @Nullable String tlsProvider) {
    LOG.log(AUDIT, text(listener, tlsProvider));
  }

  static String text(ListenerInfo listener, @Nullable String tlsProvider) {
    return "Listener "
        + listener.name()
        + " serves "
        + url(listener.scheme(), listener.address(), false)
        + ", "
        + tls(listener, tlsProvider)
        + ". Send it a mail: echo 'Subject: hello' | curl "
        + options(listener)
        + url(listener.scheme(), listener.address(), true)
        + " --mail-from you@example.org --mail-rcpt me@example.org --upload-file -";
  }

  /** What curl needs to be told, as the certificate may be one of our own making. */
  private static String options(ListenerInfo listener) {
    if (listener.scheme() == Scheme.SMTPS) {
      return "--insecure ";
    }
    return listener.startTls() == StartTls.REQUIRED ? "--ssl-reqd --insecure " : "";
  }

  private static String tls(ListenerInfo listener, @Nullable String provider) {
    if (provider == null) {
      return "without TLS";
    }
    String kind =
        listener.scheme() == Scheme.SMTPS
            ? "implicit TLS"
            : "STARTTLS " + listener.startTls().label();
    return kind + " by " + provider;
  }

  /** A client on this machine reaches a wildcard address by the loopback address. */
  private static String url(Scheme scheme, InetSocketAddress address, boolean asClient) {
    InetAddress ip = address.getAddress();
    boolean loopback = asClient && ip.isAnyLocalAddress();
    String host = loopback ? "localhost" : ip.getHostAddress();
    return scheme.label()
        + "://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + address.getPort();
  }
}
