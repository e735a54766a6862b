// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * Says back what it hears, inside TLS, on a port of its own; and tells what each handshake gave.
 */
@SuppressWarnings("FutureReturnValueIgnored") // it ends with the test
final class TlsTestServer implements AutoCloseable {

  final TlsContext tls;
  final BlockingQueue<TlsFacts> handshakes = new LinkedBlockingQueue<>();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final Channel socket;

  TlsTestServer(TlsContext tls) {
    this.tls = tls;
    this.socket =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    SslHandler handler = tls.newHandler(channel.alloc());
                    channel.pipeline().addLast(handler, new Echo(handler));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) socket.localAddress()).getPort();
  }

  TlsFacts handshake() throws InterruptedException {
    TlsFacts facts = handshakes.poll(10, TimeUnit.SECONDS);
    if (facts == null) {
      throw new AssertionError("no handshake came to an end");
    }
    return facts;
  }

  @Override
  public void close() {
    socket.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    tls.close();
  }

  private final class Echo extends ChannelInboundHandlerAdapter {
    private final SslHandler handler;

    Echo(SslHandler handler) {
      this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
      context.writeAndFlush(octets);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event)
        throws SSLException {
      if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
        handshakes.add(facts((ExtendedSSLSession) handler.engine().getSession()));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private static TlsFacts facts(ExtendedSSLSession session) {
    String name =
        session.getRequestedServerNames().stream()
            .map(each -> new SNIHostName(each.getEncoded()).getAsciiName())
            .findFirst()
            .orElse(null);
    return new TlsFacts(
        session.getProtocol(), session.getCipherSuite(), name, clientCertificate(session));
  }

  private static @Nullable X509Certificate clientCertificate(ExtendedSSLSession session) {
    try {
      return (X509Certificate) session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
