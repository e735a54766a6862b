// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.time.Instant;

/** A revision of the policy came into force. */
public record PolicyEvent(long revision, String by, Instant at, String why) implements Event {

  @Override
  public EventType type() {
    return EventType.POLICY;
  }
}
