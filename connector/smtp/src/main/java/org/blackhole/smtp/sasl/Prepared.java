// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import org.jspecify.annotations.Nullable;

/** Names and passwords made comparable by SASLprep (RFC 4013). */
final class Prepared {

  private static final Profile SASLPREP = new SASLprep();

  private Prepared() {}

  /** The name, or null if it is prohibited or nothing is left of it. */
  static @Nullable String name(String given) {
    String prepared = prepare(given);
    return prepared == null || prepared.isEmpty() ? null : prepared;
  }

  /** The password; if it is prohibited, as it is, which is what clients then send. */
  static String password(String given) {
    String prepared = prepare(given);
    return prepared == null ? given : prepared;
  }

  private static @Nullable String prepare(String given) {
    try {
      return SASLPREP.prepareQuery(given);
    } catch (IllegalArgumentException prohibited) {
      return null;
    } catch (ArrayIndexOutOfBoundsException nothingLeft) {
      // What the library, up to version 2.2, makes of characters all of which map to nothing.
      return "";
    }
  }
}
