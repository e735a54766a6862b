// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.blackhole.journal.sessions.EndedSession;

/**
 * The clients of late, by address: when there are too many, the one that was not heard of for the
 * longest time is forgotten. Safe for any thread.
 */
public final class Senders implements Consumer<EndedSession> {

  /** Clients that are remembered. */
  public static final int MOST = 1000;

  private final Map<InetAddress, Sender> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Sender> eldest) {
          return size() > MOST;
        }
      };

  /** A session has ended. */
  @Override
  public void accept(EndedSession session) {
    InetAddress client = session.client();
    if (client != null) {
      sender(client, session.startedMillis()).take(session);
    }
  }

  private synchronized Sender sender(InetAddress client, long first) {
    return known.computeIfAbsent(client, address -> new Sender(address.getHostAddress(), first));
  }

  /** All of them, who was heard of last comes first. */
  public List<SenderReport> list() {
    List<Sender> senders;
    synchronized (this) {
      senders = new ArrayList<>(known.values());
    }
    return senders.stream()
        .map(Sender::report)
        .sorted(
            Comparator.comparing(SenderReport::last).reversed().thenComparing(SenderReport::client))
        .toList();
  }

  /** One, by its address as the list has it. */
  public Optional<SenderReport> find(String client) {
    Sender found = null;
    synchronized (this) {
      for (Map.Entry<InetAddress, Sender> each : known.entrySet()) {
        if (each.getKey().getHostAddress().equals(client)) {
          found = each.getValue();
        }
      }
    }
    return Optional.ofNullable(found).map(Sender::report);
  }
}
