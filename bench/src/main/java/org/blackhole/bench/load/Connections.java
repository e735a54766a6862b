// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes connections, to a server on a loopback address from many loopback addresses. */
final class Connections {

  /** Ports of one address that are taken: fewer than a system has for connections. */
  private static final int PORTS = 15_000;

  private final Load load;
  private final Octets octets;
  private final @Nullable SslContext tls;

  Connections(Load load, Octets octets) {
    this.load = load;
    this.octets = octets;
    this.tls = load.tls() ? context() : null;
  }

  private static SslContext context() {
    try {
      return SslContextBuilder.forClient()
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm("")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS", e);
    }
  }

  /** For the connection with this number, counted over all threads. */
  Bootstrap bootstrap(EventLoop loop, Lane lane, int number) {
    return new Bootstrap()
        .group(loop)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(512))
        .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
        .localAddress(source(number))
        .remoteAddress(load.server())
        .handler(
            new ChannelInitializer<EpollSocketChannel>() {
              @Override
              protected void initChannel(EpollSocketChannel channel) {
                if (tls != null) {
                  channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                }
                channel.pipeline().addLast(new Client(lane, octets));
              }
            });
  }

  private static InetSocketAddress source(int number) {
    int turn = number / PORTS % 250;
    return new InetSocketAddress("127.0.1." + (1 + turn), 0);
  }
}
