// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.time.Duration;

/**
 * How many connections may come in how long: that many at once, and from then on as many evenly
 * over each such time.
 *
 * @param connections 0 is no limit
 * @param every that long
 */
public record ConnectionRate(int connections, Duration every) {

  /** No limit. */
  public static final ConnectionRate NONE = new ConnectionRate(0, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if connections are to come in no time
   */
  public ConnectionRate {
    if (connections < 0 || every.isNegative() || (connections > 0 && every.isZero())) {
      throw new IllegalArgumentException("A rate is a number of connections and a time");
    }
  }

  boolean isLimited() {
    return connections > 0;
  }
}
