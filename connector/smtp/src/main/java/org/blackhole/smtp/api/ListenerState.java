// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Locale;

/** What a listener does with new connections. */
public enum ListenerState {
  /** Takes them. */
  OPEN,
  /** Answers {@code 421 4.3.2} and closes; sessions go on. */
  PAUSED,
  /** The listening socket is closed; sessions in progress may end. */
  DRAINING,
  /** The listening socket is closed and no session is left. */
  CLOSED,
  /** The socket could not be opened. */
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in the admin API: lower case. */
  public String label() {
    return label;
  }
}
