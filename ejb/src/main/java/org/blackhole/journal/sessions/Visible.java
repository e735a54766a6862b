// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.blackhole.smtp.api.EscapedLog;

/** Octets of a client as text that nobody can forge a line with. */
final class Visible {

  private Visible() {}

  /**
   * As UTF-8, what does not show escaped; if it is none, every octet beyond ASCII as {@code \xHH}.
   */
  static String text(byte[] octets) {
    try {
      return EscapedLog.escape(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return EscapedLog.escape(inHex(octets));
    }
  }

  private static String inHex(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length + 16);
    for (byte b : octets) {
      if (b < 0) {
        text.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(b));
      } else {
        text.append((char) b);
      }
    }
    return text.toString();
  }
}
