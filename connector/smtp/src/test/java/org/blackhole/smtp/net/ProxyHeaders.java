// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Headers of the PROXY protocol made by hand, each octet a character of ISO 8859-1. */
final class ProxyHeaders {

  static final ProxyTrust LOOPBACK =
      new ProxyTrust(new TrustedNetworks(List.of("127.0.0.0/8", "::1")), TrustedNetworks.NONE);

  static final String V1 = "PROXY TCP4 192.0.2.5 198.51.100.7 4711 25\r\n";

  /** How each header of version 2 begins. */
  static final String MAGIC = "\r\n\r\n\0\r\nQUIT\n";

  // The second octet behind it.
  static final int TCP4 = 0x11;
  static final int TCP6 = 0x21;

  private ProxyHeaders() {}

  /** Of version 2; command 0 is LOCAL, 1 is PROXY. */
  static String version2(int command, int family, byte[] addresses, byte[]... entries) {
    byte[] body = concat(addresses, concat(entries));
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(MAGIC.getBytes(StandardCharsets.ISO_8859_1));
    header.write(0x20 | command);
    header.write(family);
    header.write(body.length >> 8);
    header.write(body.length);
    header.writeBytes(body);
    return header.toString(StandardCharsets.ISO_8859_1);
  }

  /** The addresses and ports of {@link #V1}. */
  static byte[] ipv4() {
    return octets(192, 0, 2, 5, 198, 51, 100, 7, 4711 >> 8, 4711, 0, 25);
  }

  static byte[] entry(int type, byte[] value) {
    return concat(octets(type, value.length >> 8, value.length), value);
  }

  static byte[] entry(int type, String value) {
    return entry(type, value.getBytes(StandardCharsets.UTF_8));
  }

  /** About TLS: the client has shown a good certificate. */
  static byte[] tls(byte[]... entries) {
    return entry(0x20, concat(octets(7, 0, 0, 0, 0), concat(entries)));
  }

  static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
