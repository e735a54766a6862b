// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.blackhole.smtp.api.ProxyFacts;
import org.blackhole.smtp.wire.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What a header of the PROXY protocol says of a client.
 *
 * @param client null if the proxy speaks for itself, or does not know
 */
record ProxyHeader(@Nullable InetSocketAddress client, ProxyFacts facts) {

  // The types of its section 2.2.
  private static final byte ALPN = 0x01;
  private static final byte AUTHORITY = 0x02;
  private static final byte UNIQUE_ID = 0x05;
  private static final byte SSL_VERSION = 0x21;
  private static final byte SSL_CN = 0x22;
  private static final byte SSL_CIPHER = 0x23;

  static ProxyHeader of(HAProxyMessage message, InetSocketAddress proxy) {
    HAProxyProxiedProtocol protocol = message.proxiedProtocol();
    boolean known =
        message.command() == HAProxyCommand.PROXY
            && (protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6);
    InetSocketAddress client =
        known ? address(message.sourceAddress(), message.sourcePort()) : null;
    InetSocketAddress destination =
        known ? address(message.destinationAddress(), message.destinationPort()) : null;
    List<HAProxyTLV> entries = message.tlvs();
    return new ProxyHeader(
        client,
        new ProxyFacts(
            proxy,
            destination,
            text(entries, AUTHORITY),
            text(entries, ALPN),
            text(entries, UNIQUE_ID),
            tls(entries)));
  }

  private static @Nullable InetSocketAddress address(@Nullable String host, int port) {
    InetAddress address = host == null ? null : NetUtil.createInetAddressFromIpAddressString(host);
    return address == null ? null : new InetSocketAddress(address, port);
  }

  private static ProxyFacts.@Nullable ProxyTls tls(List<HAProxyTLV> entries) {
    for (HAProxyTLV entry : entries) {
      if (entry instanceof HAProxySSLTLV ssl && ssl.isPP2ClientSSL()) {
        List<HAProxyTLV> inner = ssl.encapsulatedTLVs();
        boolean certificate = ssl.isPP2ClientCertConn() || ssl.isPP2ClientCertSess();
        return new ProxyFacts.ProxyTls(
            text(inner, SSL_VERSION),
            text(inner, SSL_CIPHER),
            text(inner, SSL_CN),
            certificate && ssl.verify() == 0);
      }
    }
    return null;
  }

  private static @Nullable String text(List<HAProxyTLV> entries, byte type) {
    for (HAProxyTLV entry : entries) {
      if (entry.typeByteValue() == type) {
        return printable(entry.content());
      }
    }
    return null;
  }

  /** A common name is UTF-8, the rest is ASCII. */
  private static String printable(ByteBuf content) {
    String text = content.toString(StandardCharsets.UTF_8);
    return Printable.isPrintable(text) ? text : ByteBufUtil.hexDump(content);
  }
}
