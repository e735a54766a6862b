// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 to the letter (RFC 3629): nothing is replaced. */
final class Utf8 {

  private Utf8() {}

  /** The text, or null if the octets are not UTF-8. */
  static @Nullable String decode(byte[] octets) {
    return decode(octets, 0, octets.length);
  }

  static @Nullable String decode(byte[] octets, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets, from, to - from))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  static byte[] encode(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
