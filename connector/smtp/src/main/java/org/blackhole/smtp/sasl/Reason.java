// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

/** Why an exchange failed, by the reply it deserves (RFC 4954 4, 6). */
public enum Reason {
  /** What the client sent is not in the mechanism's grammar: 501 5.5.2. */
  MALFORMED,
  /** An initial response, though the server is the one to begin: 501 5.7.0. */
  UNASKED,
  /**
   * Well-formed, but the proof, the digest, the token or the channel binding is wrong: 535 5.7.8.
   */
  MISMATCH
}
