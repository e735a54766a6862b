// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * Keeps a record of sessions: is told of every connection that a listener takes, those included
 * that no conversation ever sees, as they are turned away or fail in the TLS handshake. Only a
 * connection that is closed for want of a header of the PROXY protocol is no session.
 *
 * <p><b>Thread rule.</b> Called on the event loop of the connection: return quickly, never block,
 * never throw.
 */
@FunctionalInterface
public interface Recorder {

  /** Keeps nothing. */
  Recorder NONE = (peer, control) -> Recording.NONE;

  /**
   * A connection was taken; nothing has been said.
   *
   * @param control ends it before its time; of no use once the recording has ended
   * @return takes what happens on it; {@link Recording#NONE} if nobody wants to know
   */
  Recording begin(Peer peer, SessionControl control);
}
