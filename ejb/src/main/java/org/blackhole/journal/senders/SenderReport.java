// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client did, in sessions that ended; a snapshot.
 *
 * @param grade A to F
 * @param retries recipients that were refused for now and tried again
 * @param intervals of the last tries, oldest first
 * @param backsOff whether it waits longer each time, mostly; null if it has not tried thrice
 * @param retriesAfter5yz tries again at a recipient refused for good
 * @param duplicates messages sent again of which the answer may have been lost
 * @param earlyTalk sessions in which it spoke before the greeting
 * @param bareLf messages and commands with a bare CR or LF
 * @param verbCase {@code upper}, {@code lower} or {@code mixed}; null if no command is known
 * @param tlsVersions sessions by version
 * @param fellBack sessions in plain text after a handshake that failed
 * @param plain sessions without TLS
 * @param seen421 sessions in which it was told 421
 * @param left421 of those, in which it did not go on
 * @param respectsSize null if it has shown neither
 * @param unread sessions of which nobody looked at whom it wrote to, as too many ended at once
 */
public record SenderReport(
    String client,
    Instant first,
    Instant last,
    long sessions,
    long messages,
    long refused,
    long octets,
    Map<Integer, Long> codes,
    String grade,
    List<Reason> reasons,
    long retries,
    List<Duration> intervals,
    @Nullable Boolean backsOff,
    long retriesAfter5yz,
    long duplicates,
    boolean pipelines,
    long earlyTalk,
    long bareLf,
    @Nullable String verbCase,
    Map<String, Long> tlsVersions,
    long tlsFailed,
    long fellBack,
    long plain,
    long seen421,
    long left421,
    @Nullable Boolean respectsSize,
    long unread) {

  public SenderReport {
    codes = Collections.unmodifiableMap(codes);
    reasons = List.copyOf(reasons);
    intervals = List.copyOf(intervals);
    tlsVersions = Collections.unmodifiableMap(tlsVersions);
  }

  /** Messages, refused ones included, that a session has, on average. */
  public double connectionReuse() {
    return sessions == 0 ? 0 : Math.round(100.0 * (messages + refused) / sessions) / 100.0;
  }
}
