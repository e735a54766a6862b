// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The message with a SCRAM client's proof (RFC 5802 7), {@code c=biws,r=nonce,p=proof}.
 *
 * @param binding header and channel binding, as the client saw them
 * @param nonce the client's and the server's
 * @param bare the message without the proof
 */
@SuppressWarnings("ArrayRecordComponent") // Parsed once, read once, and never compared.
record ClientFinal(byte[] binding, String nonce, String bare, byte[] proof) {

  /** The message in this text, or null. */
  static @Nullable ClientFinal parse(String text) {
    String[] attributes = text.split(",", -1);
    int last = attributes.length - 1;
    if (last < 2
        || !ScramSyntax.isNonce(attributes[1])
        || !ScramSyntax.areExtensions(attributes, 2, last)) {
      return null;
    }
    byte[] binding = ScramSyntax.octets("c=", attributes[0]);
    byte[] proof = ScramSyntax.octets("p=", attributes[last]);
    if (binding == null || proof == null) {
      return null;
    }
    String bare = String.join(",", Arrays.asList(attributes).subList(0, last));
    return new ClientFinal(binding, attributes[1].substring(2), bare, proof);
  }
}
