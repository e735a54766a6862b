// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;

/**
 * How the listening socket of a listener is made, and where the connections that come in by it go
 * first. Safe for any thread.
 */
final class Door {

  private final SmtpSocket socket;
  private final Entrance entrance;

  Door(SmtpSocket socket, Entrance entrance) {
    this.socket = socket;
    this.entrance = entrance;
  }

  /** Without TCP_NODELAY, which Netty sets by itself on every socket but Android's. */
  ServerBootstrap bootstrap(AcceptPause pause) {
    ListenerSettings settings = socket.settings();
    return new ServerBootstrap()
        .group(socket.transport().loops())
        .channelFactory(socket.transport().channels(settings.address()))
        .option(ChannelOption.SO_BACKLOG, settings.connections().backlog())
        .option(ChannelOption.SO_REUSEADDR, true)
        .handler(watchedBy(pause))
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel accepted) {
                accept(accepted);
              }
            });
  }

  /** What the listening socket itself is watched by. */
  private ChannelInitializer<Channel> watchedBy(AcceptPause pause) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel listening) {
        listening.pipeline().addLast(entrance, pause);
      }
    };
  }

  private void accept(Channel accepted) {
    ReadSize.install(accepted);
    if (socket.settings().trust().expectsHeader()) {
      ProxyGate.guard(accepted, socket);
    } else {
      socket.admit(accepted, null);
    }
  }
}
