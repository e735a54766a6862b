// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A connection in memory, from this host, to a listener that expects a header of PROXY. */
public final class GuardedChannel extends EmbeddedChannel {

  private static final InetSocketAddress PROXY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

  /** A connection that is there. */
  public GuardedChannel(SmtpSocket socket) {
    super(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel accepted) {
            ProxyGate.guard(accepted, socket);
          }
        });
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return PROXY;
  }
}
