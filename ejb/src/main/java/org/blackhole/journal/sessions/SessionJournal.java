// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.blackhole.journal.Events;
import org.blackhole.journal.MessageEvent;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.EscapedLog;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.SessionControl;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are open, and those that ended of late, bounded in number and in octets. Three
 * quarters of the room are for whatever ended last; what leaves there and went wrong, in that it
 * was refused something or did not end with QUIT, moves to the last quarter: a flood of good
 * sessions does not wash away the few that people look for. Safe for any thread.
 */
public final class SessionJournal implements Recorder {

  /** What became of the wish to end a session. */
  public enum Dismissal {
    /** It is told. */
    TOLD,
    /** It has ended already. */
    ENDED,
    /** There is none of this id. */
    UNKNOWN
  }

  /**
   * A part of what was asked for.
   *
   * @param next number of the last, behind which the next part begins; null if this is the end
   */
  public record Part(List<SessionSummary> sessions, @Nullable Long next) {
    public Part {
      sessions = List.copyOf(sessions);
    }
  }

  /** Where one was seen; by the time it is looked at it may be gone. */
  private record Found(long number, Supplier<@Nullable SessionFacts> place) {}

  private static final Logger LOG = EscapedLog.named("org.blackhole.journal.sessions");
  private static final Comparator<Found> NEWEST_FIRST =
      Comparator.comparingLong(Found::number).reversed();

  /** Sessions that may have their turn in the ring but not their place yet, at most. */
  private static final long ON_THE_WAY = 64;

  private final boolean on;
  private final Events events;
  private final Consumer<EndedSession> observer;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Phrases phrases = new Phrases();
  private final ConcurrentHashMap<String, Trace> live = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Ring recent;
  private final Ring wrong;

  /**
   * A journal of nothing yet.
   *
   * @param sessions that ended, at most; 0 keeps no record at all
   * @param octets that they take, at most, about
   * @param observer is told of each session that ends, on its event loop
   */
  public SessionJournal(
      int sessions,
      long octets,
      Events events,
      Consumer<EndedSession> observer,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.on = sessions > 0 && octets > 0;
    this.events = events;
    this.observer = observer;
    this.clock = clock;
    this.nanoTime = nanoTime;
    int reserve = sessions / 4;
    Spares spares = new Spares();
    this.wrong = new Ring(reserve, octets / 4, spares, gone -> {});
    this.recent =
        new Ring(
            sessions - reserve,
            octets - octets / 4,
            spares,
            gone -> {
              if (gone.isWrong()) {
                wrong.add(slot -> slot.swap(gone));
              }
            });
  }

  @Override
  public Recording begin(Peer peer, SessionControl control) {
    if (!on) {
      return Recording.NONE;
    }
    Trace trace =
        new Trace(
            this, numbers.incrementAndGet(), peer, control, clock.millis(), nanoTime.getAsLong());
    live.put(peer.session(), trace);
    if (events.isFollowed()) {
      events.publish(new SessionEvent(true, summary(trace)));
    }
    return trace;
  }

  /** Takes what the policy knows of this session. */
  public SessionMarks marks(Peer peer) {
    Trace trace = live.get(peer.session());
    return trace == null ? SessionMarks.NONE : trace;
  }

  void answered(Trace trace, Envelope message, int code) {
    if (events.isFollowed()) {
      Peer peer = trace.peer();
      events.publish(
          new MessageEvent(
              peer.session(),
              clock.instant(),
              peer.listener().name(),
              SessionSummary.host(peer.address()),
              EscapedLog.escape(message.sender().toString()),
              message.recipients().size(),
              trace.content(),
              code,
              trace.deciding()));
    }
  }

  void ended(Trace trace, Ending ending) {
    try {
      recent.add(slot -> SessionCode.write(trace, ending, slot, phrases));
    } finally {
      live.remove(trace.peer().session());
    }
    observer.accept(trace);
    if (events.isFollowed()) {
      events.publish(new SessionEvent(false, summary(trace)));
    }
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, line(summary(trace)));
    }
  }

  /** One line of the log. */
  static String line(SessionSummary session) {
    return "session "
        + session.id()
        + " on "
        + session.listener()
        + " from "
        + session.client()
        + " port "
        + session.port()
        + ": "
        + session.end()
        + " after "
        + session.duration().toMillis()
        + " ms, helo "
        + session.helo()
        + ", user "
        + session.user()
        + ", tls "
        + (session.tls() == null ? null : session.tls().version())
        + ", messages "
        + session.messages()
        + ", refused "
        + session.refused()
        + ", recipients "
        + session.recipients()
        + ", commands "
        + session.commands()
        + ", octets "
        + session.octets()
        + ", codes "
        + session.codes()
        + ", rules "
        + session.rules()
        + ", tags "
        + session.tags();
  }

  Phrases phrases() {
    return phrases;
  }

  private SessionSummary summary(Trace trace) {
    return SessionSummary.of(trace.facts(nanoTime.getAsLong()));
  }

  /** How many sessions are open. */
  public int live() {
    return live.size();
  }

  /** Octets that sessions that ended take, about. */
  public long octets() {
    return recent.octets() + wrong.octets();
  }

  /**
   * Those that match, newest first.
   *
   * @param limit so many at most
   * @param before those with a lower number than this
   */
  public Part list(SessionQuery query, int limit, long before) {
    List<SessionSummary> sessions = new ArrayList<>();
    long last = Long.MAX_VALUE;
    for (Found each : newestFirst(query, before)) {
      if (each.number == last) {
        continue; // it was on its way from one place to the next
      }
      SessionFacts session = each.place.get();
      if (session != null && session.number() == each.number && query.matches(session)) {
        if (sessions.size() == limit) {
          return new Part(sessions, last);
        }
        last = each.number;
        sessions.add(SessionSummary.of(session));
      }
    }
    return new Part(sessions, null);
  }

  private List<Found> newestFirst(SessionQuery query, long before) {
    List<Found> found = new ArrayList<>();
    long now = nanoTime.getAsLong();
    for (Trace each : live.values()) {
      if (each.number < before && query.mayMatch(each)) {
        found.add(new Found(each.number, () -> each.facts(now)));
      }
    }
    Moved moved = new Moved();
    Consumer<Slot> choice =
        slot -> {
          boolean wentWrong = slot.isWrong();
          long number = slot.number();
          if (number >= 0 && number < before) {
            found.add(
                new Found(number, () -> wentWrong ? moved.read(slot, number) : slot.read(phrases)));
          }
        };
    recent.forEach(choice);
    wrong.forEach(choice);
    found.sort(NEWEST_FIRST);
    return found;
  }

  /** Those that went wrong may have moved since they were seen; by number, once that happens. */
  private final class Moved {

    private final Map<Long, Slot> places = new HashMap<>();

    @Nullable SessionFacts read(Slot slot, long number) {
      SessionFacts seen = slot.read(phrases);
      if (seen != null && seen.number() == number) {
        return seen;
      }
      if (places.isEmpty()) {
        wrong.forEach(each -> places.put(each.number(), each));
      }
      Slot there = places.get(number);
      return there == null ? null : there.read(phrases);
    }
  }

  /**
   * Whether one matches that is open, or that ended since.
   *
   * @param before one with a lower number than this
   * @param since from {@link #mark()}
   */
  public boolean anySince(SessionQuery query, long before, long since) {
    long now = nanoTime.getAsLong();
    if (live.values().stream()
        .anyMatch(
            open ->
                open.number < before && query.mayMatch(open) && query.matches(open.facts(now)))) {
      return true;
    }
    boolean[] found = {false};
    recent.forEachSince(
        since, phrases, session -> found[0] |= session.number() < before && query.matches(session));
    return found[0];
  }

  /** From where to look on, later; a little less than where the journal is now. */
  public long mark() {
    return Math.max(0, recent.turns() - ON_THE_WAY);
  }

  /** All of one. */
  public Optional<SessionDetail> find(String id) {
    return facts(id).map(SessionJournal::detail);
  }

  private static SessionDetail detail(SessionFacts session) {
    return new SessionDetail(
        SessionSummary.of(session),
        Transactions.of(session),
        new TranscriptReader(session).read(),
        session.cut());
  }

  private Optional<SessionFacts> facts(String id) {
    Trace open = live.get(id);
    if (open != null) {
      return Optional.of(open.facts(nanoTime.getAsLong()));
    }
    SessionFacts[] found = new SessionFacts[1];
    Consumer<Slot> choice =
        slot -> {
          SessionFacts session = slot.mayBe(id) ? slot.read(phrases) : null;
          if (session != null && session.id().equals(id)) {
            found[0] = session;
          }
        };
    // Twice, as it may just be on its way from one to the other.
    for (int looks = 0; found[0] == null && looks < 2; looks++) {
      recent.forEach(choice);
      wrong.forEach(choice);
    }
    return Optional.ofNullable(found[0]);
  }

  /** Ends a session with 421; does not wait for it. */
  public Dismissal dismiss(String id) {
    Trace open = live.get(id);
    if (open != null && open.isLive()) {
      open.dismiss();
      return Dismissal.TOLD;
    }
    return facts(id).isPresent() ? Dismissal.ENDED : Dismissal.UNKNOWN;
  }

  /** The time as this journal tells it. */
  Instant now() {
    return clock.instant();
  }
}
