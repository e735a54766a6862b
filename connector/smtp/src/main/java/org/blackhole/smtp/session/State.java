// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

/** Who owns the next octet. */
public enum State {
  /** Nobody yet: the TLS handshake, or the greeting, is still to come. */
  OPENING,
  /** The command decoder. */
  COMMANDS,
  /** The command decoder, for the client's side of an AUTH exchange. */
  AUTH,
  /** The data decoder. */
  DATA,
  /** The chunk decoder. */
  CHUNK,
  /** Nobody until a timer ends, or a verdict comes. */
  WAITING,
  /** The TLS engine. */
  TLS,
  /** Nobody any more. */
  CLOSED
}
