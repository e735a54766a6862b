// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.blackhole.journal.sessions.Conduct;
import org.blackhole.journal.sessions.EndedSession;
import org.jspecify.annotations.Nullable;

/**
 * What one client did so far. Its methods wait for one another, for a moment; the reading of a
 * transcript, which takes longer, holds up reports alone.
 */
final class Sender {

  /** Transcripts that may wait to be read: more would be a flood, and take more than they tell. */
  static final int MOST_WAITING = 500;

  private final String client;
  private final long first;
  private final CodeCounts codes = new CodeCounts();
  private final EndedSession.CodeCount said = this::said;
  private final Map<String, long[]> tlsVersions = new TreeMap<>();
  private final Attempts attempts = new Attempts();

  private long last;
  private long sessions;
  private long messages;
  private long refused;
  private long octets;
  private long commands;
  private long misformed;
  private long quits;
  private long noQuit;
  private long earlyTalk;
  private long http;
  private long bareLf;
  private long tlsFailed;
  private long fellBack;
  private long plain;
  private long couldTls;
  private long oldTls;
  private long seen421;
  private long spokeOn;
  private long unread;
  private int waiting;
  private boolean remembers; // there is something to compare the next session with
  private boolean failedLast;
  private int conduct;
  private volatile long turn;

  /**
   * One that has just shown up.
   *
   * @param first when, in milliseconds
   */
  Sender(String client, long first, long turn) {
    this.client = client;
    this.first = first;
    this.last = first;
    this.turn = turn;
  }

  /** Its address. */
  String client() {
    return client;
  }

  /** When it was heard of last, as a number that counts up. */
  long turn() {
    return turn;
  }

  /**
   * Counts what a session tells by itself, and leaves its transcript to be read if that may tell
   * more.
   *
   * @return whether half of the transcripts that may wait do, of this client or of all
   */
  synchronized boolean take(EndedSession session, long inTurn, Backlog backlog) {
    turn = inTurn;
    int bits = session.conduct();
    last = Math.max(last, session.endedMillis());
    sessions++;
    messages += session.messages();
    refused += session.refused();
    octets += session.octets();
    commands += session.commands();
    session.codes(said);
    quits += session.hasQuit() ? 1 : 0;
    // Who is told 421 may just leave, and what the server ended is no fault of the client's.
    noQuit += session.hasLeft() && (bits & Conduct.HEARD_421) == 0 ? 1 : 0;
    earlyTalk += bit(bits, Conduct.EARLY_TALK);
    http += bit(bits, Conduct.HTTP);
    bareLf += session.bareBreaks();
    seen421 += bit(bits, Conduct.HEARD_421);
    spokeOn += bit(bits, Conduct.HEARD_421) & bit(bits, Conduct.SPOKE_ON);
    conduct |= bits;
    takeTls(session, bits);
    if (remembers || waiting > 0 || (bits & Attempts.TOLD) != 0) {
      if (waiting < MOST_WAITING && backlog.add(this, session)) {
        waiting++;
      } else {
        unread++;
      }
      return waiting >= MOST_WAITING / 2 || backlog.isHalfFull();
    }
    return false;
  }

  /** Reads a transcript that was left to be. For one thread at a time. */
  void read(EndedSession session) {
    boolean more = true;
    try {
      more = attempts.take(session);
    } finally {
      synchronized (this) {
        waiting--;
        remembers = more;
      }
    }
  }

  private static int bit(int bits, int mask) {
    return (bits & mask) == 0 ? 0 : 1;
  }

  private void said(int code, int count) {
    codes.add(code, count);
    if (code >= 500 && code <= 504) {
      misformed += count;
    }
  }

  private void takeTls(EndedSession session, int bits) {
    String version = session.tlsVersion();
    if (version != null) {
      tlsVersions.computeIfAbsent(version, none -> new long[1])[0]++;
      oldTls += version.equals("TLSv1") || version.equals("TLSv1.1") ? 1 : 0;
      failedLast = false;
    } else if ((bits & Conduct.TLS_FAILED) != 0) {
      tlsFailed++;
      failedLast = true;
    } else {
      plain++;
      couldTls += session.isTlsOffered() ? 1 : 0;
      boolean sends = session.messages() + session.refused() > 0;
      if (failedLast && sends) {
        fellBack++;
        failedLast = false;
      }
    }
  }

  SenderReport report() {
    return report(attempts.told());
  }

  private synchronized SenderReport report(Attempts.Told tries) {
    Grade grade = Grade.of(facts(tries));
    Map<String, Long> versions = new TreeMap<>();
    tlsVersions.forEach((version, count) -> versions.put(version, count[0]));
    return new SenderReport(
        client,
        Instant.ofEpochMilli(first),
        Instant.ofEpochMilli(last),
        sessions,
        messages,
        refused,
        octets,
        codes.all(),
        grade.letter(),
        grade.reasons(),
        tries.retried(),
        tries.intervals(),
        tries.backsOff(),
        tries.afterRefusal(),
        tries.duplicates(),
        (conduct & Conduct.PIPELINED) != 0,
        earlyTalk,
        bareLf,
        verbCase(),
        versions,
        tlsFailed,
        fellBack,
        plain,
        seen421,
        seen421 - spokeOn,
        respectsSize(),
        unread);
  }

  private Grade.Facts facts(Attempts.Told tries) {
    return new Grade.Facts(
        sessions,
        messages + refused,
        commands,
        misformed,
        quits,
        noQuit,
        earlyTalk,
        http,
        bareLf,
        tries.shortest(),
        Boolean.FALSE.equals(tries.backsOff()),
        tries.afterRefusal(),
        tries.duplicates(),
        fellBack,
        oldTls,
        tlsVersions.isEmpty() && messages + refused > 0 ? couldTls : 0,
        spokeOn,
        (conduct & Conduct.SIZE_BROKEN) != 0);
  }

  private @Nullable String verbCase() {
    return switch (conduct & (Conduct.UPPER | Conduct.LOWER | Conduct.MIXED)) {
      case 0 -> null;
      case Conduct.UPPER -> "upper";
      case Conduct.LOWER -> "lower";
      default -> "mixed";
    };
  }

  private @Nullable Boolean respectsSize() {
    if ((conduct & Conduct.SIZE_BROKEN) != 0) {
      return false;
    }
    return (conduct & Conduct.SIZE_KEPT) != 0 ? true : null;
  }
}
