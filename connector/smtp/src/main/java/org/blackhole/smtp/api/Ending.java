// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/** How a session ended. */
public enum Ending {
  /** QUIT. */
  QUIT,
  /** The client went away without QUIT. */
  LOST,
  /** The idle limit passed. */
  TIMEOUT,
  /** The TLS handshake failed. */
  TLS_FAILED,
  /** A verdict closed, reset or hung it. */
  POLICY,
  /** A limit on errors, or on what a stranger may send. */
  LIMIT,
  /** The listener or the server is going down. */
  SHUTDOWN,
  /** The application threw. */
  FAULT,
  /** Somebody ended it by {@link SessionControl#dismiss()}. */
  DISMISSED
}
