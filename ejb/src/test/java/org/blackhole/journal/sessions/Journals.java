// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.blackhole.journal.Events;

/** Journals whose clock a test sets. */
final class Journals {

  static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private Journals() {}

  static SessionJournal of(int sessions, long octets) {
    return of(sessions, octets, new Events());
  }

  static SessionJournal of(int sessions, long octets, Events events) {
    return new SessionJournal(
        sessions, octets, events, ended -> {}, InstantSource.fixed(START), () -> 0);
  }

  static List<SessionSummary> all(SessionJournal journal) {
    return journal.list(SessionQuery.ALL, Integer.MAX_VALUE, Long.MAX_VALUE).sessions();
  }

  static List<String> transcript(SessionJournal journal, String id) {
    return journal.find(id).orElseThrow().transcript().stream()
        .map(line -> line.from().label() + " " + line.text())
        .toList();
  }
}
