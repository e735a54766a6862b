// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;

/**
 * What the server and the policy counted: in total, and since somebody started over, as before a
 * test run. A listener counts on however often it is closed and opened, and lives as long as the
 * application does. Safe for any thread.
 */
public final class Statistics {

  /**
   * A snapshot.
   *
   * @param since what time it counts from
   * @param listeners by name, in the order of the server's listeners
   * @param rules decisions by the name of the rule
   * @param modes decisions by the label of the mode
   * @param tags how often each was given
   */
  public record Report(
      Instant since,
      Map<String, Counts> listeners,
      Map<String, Long> rules,
      Map<String, Long> modes,
      Map<String, Long> tags) {

    /** All listeners together. */
    public Counts total() {
      Counts total = Sums.ZERO;
      long live = 0;
      for (Counts each : listeners.values()) {
        total = Sums.plus(total, each);
        live += each.live();
      }
      return Sums.withLive(total, live);
    }
  }

  private final SmtpServer server;
  private final Tallies tallies;
  private final InstantSource clock;

  private volatile Report baseline;

  public Statistics(SmtpServer server, Tallies tallies, InstantSource clock) {
    this.server = server;
    this.tallies = tallies;
    this.clock = clock;
    this.baseline = new Report(server.startedAt(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** Since the server started; never goes down. */
  public Report totals() {
    return totals(server.listeners());
  }

  /** Since the server started, with what its listeners have just told. */
  public Report totals(List<ListenerStatus> told) {
    Map<String, Counts> listeners = new LinkedHashMap<>();
    told.forEach(each -> listeners.put(each.info().name(), each.counts()));
    Tallies.Decided decided = tallies.snapshot();
    return new Report(
        server.startedAt(), listeners, decided.rules(), decided.modes(), decided.tags());
  }

  /** Since the last {@link #reset}, or since the server started. Live sessions are those now. */
  public Report sinceReset() {
    Report from = baseline;
    Report now = totals();
    Map<String, Counts> listeners = new LinkedHashMap<>();
    now.listeners()
        .forEach(
            (name, counts) ->
                listeners.put(
                    name, Sums.minus(counts, from.listeners().getOrDefault(name, Sums.ZERO))));
    return new Report(
        from.since(),
        listeners,
        Sums.combine(now.rules(), from.rules(), (a, b) -> a - b),
        Sums.combine(now.modes(), from.modes(), (a, b) -> a - b),
        Sums.combine(now.tags(), from.tags(), (a, b) -> a - b));
  }

  /** Lets {@link #sinceReset} start over. */
  public void reset() {
    Report now = totals();
    baseline = new Report(clock.instant(), now.listeners(), now.rules(), now.modes(), now.tags());
  }
}
