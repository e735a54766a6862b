// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * Receives SMTP sessions. A message-driven bean implements this interface as its message-listener
 * type; with the engine as a plain library any object may.
 */
@FunctionalInterface
public interface SmtpListener {

  /**
   * A client has connected. Called once per session, on the event loop of the connection, before
   * anything is sent.
   *
   * @param peer who connected, and to which listener; no TLS facts and no HELO name yet
   * @return what answers for this session; one object may serve many sessions if it keeps no state
   */
  Conversation onSession(Peer peer);
}
