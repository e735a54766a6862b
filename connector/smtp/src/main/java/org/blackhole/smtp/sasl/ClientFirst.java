// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.Nullable;

/**
 * The message a SCRAM client begins with (RFC 5802 7), {@code n,,n=user,r=nonce}.
 *
 * @param user after SASLprep
 * @param nonce the client's
 * @param bare the message without the header
 */
record ClientFirst(Gs2Header header, String user, String nonce, String bare) {

  /** Ours, as the RFC has none: the nonce comes back in the challenge, which is to stay short. */
  private static final int MAX_NONCE = 255;

  /** The message in this text, or null. */
  static @Nullable ClientFirst parse(String text) {
    Gs2Header header = Gs2Header.parse(text);
    if (header == null) {
      return null;
    }
    String bare = text.substring(header.text().length());
    String[] attributes = bare.split(",", -1);
    // An extension that is not to be ignored, m=, would stand in place of the name.
    if (attributes.length < 2
        || !attributes[0].startsWith("n=")
        || !ScramSyntax.isNonce(attributes[1])
        || attributes[1].length() > 2 + MAX_NONCE
        || !ScramSyntax.areExtensions(attributes, 2, attributes.length)) {
      return null;
    }
    String name = Gs2Header.name(attributes[0].substring(2));
    String user = name == null ? null : Prepared.name(name);
    return user == null ? null : new ClientFirst(header, user, attributes[1].substring(2), bare);
  }
}
