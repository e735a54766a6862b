// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The attributes that SCRAM messages are made of (RFC 5802 5.1, 7). */
final class ScramSyntax {

  private ScramSyntax() {}

  /** Whether this is {@code r=} and printable ASCII. */
  static boolean isNonce(String attribute) {
    return attribute.length() > 2
        && attribute.startsWith("r=")
        && attribute.chars().allMatch(Ascii::isVisible);
  }

  /** Whether these are attributes that may be ignored: any, but for {@code m=}. */
  static boolean areExtensions(String[] attributes, int from, int to) {
    for (int i = from; i < to; i++) {
      String attribute = attributes[i];
      if (attribute.length() < 3 || attribute.charAt(1) != '=' || attribute.indexOf(0) >= 0) {
        return false;
      }
      char name = attribute.charAt(0);
      if (!Ascii.isLetter(name) || name == 'm') {
        return false;
      }
    }
    return true;
  }

  /** What the attribute of this name holds in base64, padded as it must be; or null. */
  static byte @Nullable [] octets(String name, String attribute) {
    if (!attribute.startsWith(name) || (attribute.length() - name.length()) % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(attribute.substring(name.length()));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
