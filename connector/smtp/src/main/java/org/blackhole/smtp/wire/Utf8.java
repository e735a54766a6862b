// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 taken strictly (RFC 3629): what is malformed is refused, never repaired. */
final class Utf8 {

  private Utf8() {}

  /** Null if it is malformed. */
  static @Nullable String decode(byte[] octets, int from, int to) {
    try {
      // A new decoder reports what is malformed.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets, from, to - from))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}
