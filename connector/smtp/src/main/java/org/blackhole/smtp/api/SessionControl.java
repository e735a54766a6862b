// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/** The way to a session that lives. Safe for any thread. */
@FunctionalInterface
public interface SessionControl {

  /**
   * Says 421 and closes, a transaction or not; without a word where none can be said, as during a
   * TLS handshake. Does not wait, and does nothing to a session that has ended.
   */
  void dismiss();
}
