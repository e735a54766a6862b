// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackhole.journal.Events;
import org.blackhole.journal.ListenerEvent;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;

/**
 * Makes an event of each state that a listener comes to, as far as it is seen: looked for after
 * each change that was asked for, and once a second, as listeners drain and fail by themselves.
 * Safe for any thread.
 */
@Singleton
public final class ListenerWatch {

  private final SmtpServer server;
  private final Events events;
  private final Map<String, ListenerState> known = new HashMap<>();
  private boolean hasLooked;

  @Inject
  public ListenerWatch(SmtpServer server, Events events) {
    this.server = server;
    this.events = events;
  }

  /**
   * Publishes what has changed since the last look; the first only takes note.
   *
   * @return what the listeners told
   */
  public synchronized List<ListenerStatus> look() {
    List<ListenerStatus> told = server.listeners();
    for (ListenerStatus each : told) {
      ListenerState before = known.put(each.info().name(), each.state());
      if (before != each.state() && hasLooked) {
        events.publish(new ListenerEvent(each));
      }
    }
    hasLooked = true;
    return told;
  }

  /** The state a listener was last seen in. */
  public synchronized Optional<ListenerState> state(String listener) {
    return Optional.ofNullable(known.get(listener));
  }
}
