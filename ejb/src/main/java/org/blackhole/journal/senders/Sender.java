// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.blackhole.journal.sessions.Conduct;
import org.blackhole.journal.sessions.EndedSession;
import org.jspecify.annotations.Nullable;

/** What one client did so far. Its methods wait for one another, for a moment. */
final class Sender {

  private static final int MOST_CODES = 64;

  private final String client;
  private final long first;
  private final Map<Integer, long[]> codes = new HashMap<>();
  private final Map<String, Long> tlsVersions = new TreeMap<>();
  private final Attempts attempts = new Attempts();

  private long last;
  private long sessions;
  private long messages;
  private long refused;
  private long octets;
  private long commands;
  private long misformed;
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
  private boolean failedLast;
  private int conduct;

  Sender(String client, long first) {
    this.client = client;
    this.first = first;
    this.last = first;
  }

  synchronized void take(EndedSession session) {
    int bits = session.conduct();
    last = Math.max(last, session.endedMillis());
    sessions++;
    messages += session.messages();
    refused += session.refused();
    octets += session.octets();
    commands += session.commands();
    session.codes(this::said);
    noQuit += session.hasQuit() ? 0 : 1;
    earlyTalk += bit(bits, Conduct.EARLY_TALK);
    http += bit(bits, Conduct.HTTP);
    bareLf += session.bareBreaks();
    seen421 += bit(bits, Conduct.HEARD_421);
    spokeOn += bit(bits, Conduct.HEARD_421) & bit(bits, Conduct.SPOKE_ON);
    conduct |= bits;
    takeTls(session, bits);
    attempts.take(session);
  }

  private static int bit(int bits, int mask) {
    return (bits & mask) == 0 ? 0 : 1;
  }

  private void said(int code, int count) {
    long[] counter = codes.get(code);
    if (counter == null && codes.size() < MOST_CODES) {
      counter = new long[1];
      codes.put(code, counter);
    }
    if (counter != null) {
      counter[0] += count;
    }
    if (code >= 500 && code <= 504) {
      misformed += count;
    }
  }

  private void takeTls(EndedSession session, int bits) {
    String version = session.tlsVersion();
    if (version != null) {
      tlsVersions.merge(version, 1L, Long::sum);
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

  synchronized SenderReport report() {
    Grade grade = Grade.of(facts());
    Map<Integer, Long> counts = new TreeMap<>();
    codes.forEach((code, count) -> counts.put(code, count[0]));
    return new SenderReport(
        client,
        Instant.ofEpochMilli(first),
        Instant.ofEpochMilli(last),
        sessions,
        messages,
        refused,
        octets,
        counts,
        grade.letter(),
        grade.reasons(),
        attempts.retried(),
        attempts.intervals(),
        attempts.backsOff(),
        attempts.afterRefusal(),
        attempts.duplicates(),
        (conduct & Conduct.PIPELINED) != 0,
        earlyTalk,
        bareLf,
        verbCase(),
        new TreeMap<>(tlsVersions),
        tlsFailed,
        fellBack,
        plain,
        seen421,
        seen421 - spokeOn,
        respectsSize());
  }

  private Grade.Facts facts() {
    return new Grade.Facts(
        sessions,
        messages + refused,
        commands,
        misformed,
        noQuit,
        earlyTalk,
        http,
        bareLf,
        attempts.shortest(),
        Boolean.FALSE.equals(attempts.backsOff()),
        attempts.afterRefusal(),
        attempts.duplicates(),
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
