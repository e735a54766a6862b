// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import org.blackhole.journal.Event;
import org.blackhole.journal.EventType;

/**
 * A session began, or ended.
 *
 * @param began false if it ended
 */
public record SessionEvent(boolean began, SessionSummary session) implements Event {

  @Override
  public EventType type() {
    return EventType.SESSION;
  }
}
