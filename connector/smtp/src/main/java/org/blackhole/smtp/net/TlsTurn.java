// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import java.time.Duration;
import org.blackhole.smtp.api.Handshake;

/**
 * The TLS handshake of one connection: whether it may begin, how it does, and that it is over. On
 * the connection's event loop.
 */
final class TlsTurn {

  private final Connection connection;
  private final SmtpSocket socket;
  private boolean counts;

  TlsTurn(Connection connection, SmtpSocket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  /** Whether there is room for one more handshake; from then on this one counts. */
  boolean enter() {
    counts = socket.admission().handshakes().enter();
    return counts;
  }

  /** It has come to an end, or takes nothing that is worth counting. */
  void leave() {
    if (counts) {
      counts = false;
      socket.admission().handshakes().leave();
    }
  }

  void begin(Channel channel, Handshake handshake) {
    channel.config().setAutoRead(true);
    TlsContext tls = socket.tls();
    Duration timeout = socket.settings().connections().handshakeTimeout();
    if (tls != null && HandshakeGate.isNeeded(handshake)) {
      channel.pipeline().addFirst(new HandshakeGate(connection, tls, timeout, handshake));
    } else {
      Handshakes.begin(channel, tls, timeout);
    }
  }
}
