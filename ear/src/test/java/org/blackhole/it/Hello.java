// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.nio.ByteBuffer;

/** A ClientHello (RFC 8446 4.1.2) as no TLS library would write it. */
final class Hello {

  private Hello() {}

  /** One that asks for a server of this name (RFC 6066 3), whatever octets that is made of. */
  static byte[] named(byte[] name) {
    byte[] serverName =
        ByteBuffer.allocate(name.length + 9)
            .putShort((short) 0)
            .putShort((short) (name.length + 5))
            .putShort((short) (name.length + 3))
            .put((byte) 0)
            .putShort((short) name.length)
            .put(name)
            .array();
    int body = 2 + 32 + 1 + 2 + 2 + 2 + 2 + serverName.length;
    return ByteBuffer.allocate(5 + 4 + body)
        .put((byte) 22)
        .putShort((short) 0x0301)
        .putShort((short) (4 + body))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) body)
        .putShort((short) 0x0303)
        .put(new byte[32])
        .put((byte) 0)
        .putShort((short) 2)
        .putShort((short) 0xC02F)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) serverName.length)
        .put(serverName)
        .array();
  }
}
