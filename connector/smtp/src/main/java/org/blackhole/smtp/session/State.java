// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

/** Who owns the next octet. */
public enum State {
  /** Nobody yet: the TLS handshake, or the greeting, is still to come. */
  OPENING,
  /** The command decoder. */
  COMMANDS,
  /** The data decoder, for a message that may be accepted. */
  DATA,
  /** The data decoder, for a message that is refused already. */
  DRAIN,
  /** Nobody until a timer ends. */
  WAITING,
  /** The TLS engine. */
  TLS,
  /** Nobody any more. */
  CLOSED
}
