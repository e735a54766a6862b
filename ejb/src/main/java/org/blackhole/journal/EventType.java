// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.util.Arrays;
import java.util.Optional;

/** What an {@link Event} is about. */
public enum EventType {
  /** A session began or ended. */
  SESSION("sessions"),
  /** A message was answered. */
  MESSAGE("messages"),
  /** A revision of the policy came into force. */
  POLICY("policy"),
  /** A listener changed its state. */
  LISTENER("listeners");

  private final String label;

  EventType(String label) {
    this.label = label;
  }

  /** As in the admin API. */
  public String label() {
    return label;
  }

  /** The type of this label. */
  public static Optional<EventType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  /** Whether it comes as often as mail does, and so is only kept while somebody follows. */
  boolean isFrequent() {
    return this == SESSION || this == MESSAGE;
  }
}
