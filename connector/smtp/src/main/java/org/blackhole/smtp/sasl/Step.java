// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.blackhole.smtp.api.Credentials;

/** Where an exchange is after what the client sent. */
public sealed interface Step {

  /**
   * The server's turn: these octets, in base64, go to the client, and its response comes to {@link
   * Exchange#next}.
   *
   * @param data not to be changed; of less than 512 octets, with any host name there can be
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, encoded once, and never compared.
  record Challenge(byte[] data) implements Step {}

  /** The exchange has come to its end; what the credentials are worth is the application's word. */
  record Done(Credentials credentials) implements Step {}

  /** The exchange has failed. */
  record Failed(Reason reason) implements Step {}
}
