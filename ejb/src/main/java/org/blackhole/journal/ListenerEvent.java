// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import org.blackhole.smtp.api.ListenerStatus;

/** A listener changed its state to this. */
public record ListenerEvent(ListenerStatus status) implements Event {

  @Override
  public EventType type() {
    return EventType.LISTENER;
  }
}
