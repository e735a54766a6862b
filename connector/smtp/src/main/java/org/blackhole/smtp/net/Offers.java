// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.InetSocketAddress;
import org.blackhole.smtp.session.Offer;
import org.blackhole.smtp.session.Xclient;

/** What the clients of a listener are offered: the usual, or what those get whose word counts. */
final class Offers {

  private final TrustedNetworks trusted;
  private final Offer usual;
  private final Offer trusting;

  Offers(ListenerSettings settings) {
    this.trusted = settings.trust().xclient();
    this.usual =
        offer(settings, trusted.equals(TrustedNetworks.NONE) ? Xclient.OFF : Xclient.DENIED);
    this.trusting = offer(settings, Xclient.TRUSTED);
  }

  private static Offer offer(ListenerSettings settings, Xclient xclient) {
    return new Offer(settings.session().with(xclient), settings.scheme(), settings.startTls());
  }

  /** To most clients. */
  Offer usual() {
    return usual;
  }

  /** To this client. */
  Offer to(InetSocketAddress client) {
    return trusted.contains(client) ? trusting : usual;
  }
}
