// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import org.blackhole.smtp.api.Address;

/**
 * A text as it was written, and in lower case. Immutable.
 *
 * @param written as it came
 * @param folded in lower case
 */
public record Spelling(String written, String folded) {

  /** Of a text. */
  public static Spelling of(String text) {
    return new Spelling(text, text.toLowerCase(Locale.ROOT));
  }

  /** Of an address: as written, and with its domain as A-labels (RFC 5890) if that differs. */
  public static List<Spelling> of(Address address) {
    String written = address.toString();
    Spelling own = of(written);
    String domain = address.domain();
    if (isAscii(domain)) {
      return List.of(own);
    }
    try {
      return List.of(own, of(address.localPart() + "@" + IDN.toASCII(domain)));
    } catch (IllegalArgumentException e) {
      return List.of(own); // no host name: there is no other way to write it
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
