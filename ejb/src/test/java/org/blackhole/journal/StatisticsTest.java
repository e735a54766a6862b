// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpServer;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.junit.jupiter.api.Test;

/** Counts in total and since somebody started over. */
class StatisticsTest {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LATER = START.plusSeconds(60);

  private final Listeners server = new Listeners();
  private final Tallies tallies = new Tallies();
  private final Statistics statistics = new Statistics(server, tallies, () -> LATER);

  @Test
  void atFirstItCountsFromTheStartOfTheServer() {
    server.counts.put("mx", counts(5, 2));

    assertThat(statistics.sinceReset()).isEqualTo(statistics.totals());
    assertThat(statistics.sinceReset().since()).isEqualTo(START);
    assertThat(statistics.totals().listeners()).containsEntry("mx", counts(5, 2));
  }

  @Test
  void aResetStartsTheCountsOverAndNotTheTotals() {
    server.counts.put("mx", counts(5, 2));
    tallies.decided("@mode", "accept");
    statistics.reset();
    assertThat(statistics.sinceReset().total()).isEqualTo(Sums.withLive(Sums.ZERO, 2));

    server.counts.put("mx", counts(8, 1));
    tallies.decided("@mode", "accept");
    tallies.decided("@switch", "bounce");

    Statistics.Report since = statistics.sinceReset();
    assertThat(since.since()).isEqualTo(LATER);
    assertThat(since.listeners()).containsEntry("mx", counts(3, 1));
    assertThat(since.rules()).isEqualTo(Map.of("@mode", 1L, "@switch", 1L));
    assertThat(since.modes()).isEqualTo(Map.of("accept", 1L, "bounce", 1L));
    assertThat(statistics.totals().listeners()).containsEntry("mx", counts(8, 1));
    assertThat(statistics.totals().rules()).isEqualTo(Map.of("@mode", 2L, "@switch", 1L));
    assertThat(statistics.totals().since()).isEqualTo(START);
  }

  @Test
  void theTotalIsThatOfAllListeners() {
    server.counts.put("mx", counts(5, 2));
    server.counts.put("smtps", counts(7, 3));

    assertThat(statistics.totals().total()).isEqualTo(counts(12, 5));
  }

  @Test
  void whatDidNotHappenSinceTheResetIsNotListed() {
    server.counts.put("mx", counts(5, 2));
    statistics.reset();

    Counts since = statistics.sinceReset().total();

    assertThat(since.replies()).isEmpty();
    assertThat(since.stages()).isEmpty();
    assertThat(since.extensions()).isEmpty();
    assertThat(since.handshakes()).isEmpty();
    assertThat(since.latencies()).isEqualTo(Latencies.NONE);
  }

  private static Counts counts(long n, long live) {
    return new Counts(
        n,
        live,
        2 * n,
        3 * n,
        4 * n,
        5 * n,
        6 * n,
        Map.of(250, 7 * n),
        Map.of(Stage.MESSAGE, Map.of(250, 8 * n)),
        Map.of("SIZE", 9 * n),
        Map.of("TLSv1.3", 10 * n),
        11 * n,
        new Latencies(new TreeMap<>(Map.of(500L, 2 * n, 300_000L, n))));
  }

  /** A server that counted what a test says. */
  private static final class Listeners implements SmtpServer {

    private final Map<String, Counts> counts = new LinkedHashMap<>();

    @Override
    public List<ListenerStatus> listeners() {
      return counts.entrySet().stream()
          .map(
              each ->
                  new ListenerStatus(
                      new ListenerInfo(
                          each.getKey(),
                          Scheme.SMTP,
                          StartTls.OFF,
                          new InetSocketAddress(25),
                          "mx.test",
                          Map.of()),
                      ListenerState.OPEN,
                      List.of(),
                      null,
                      each.getValue()))
          .toList();
    }

    @Override
    public Instant startedAt() {
      return START;
    }

    @Override
    public State state() {
      return State.SERVING;
    }

    @Override
    public String transport() {
      return "nio";
    }

    @Override
    public String tlsProvider() {
      return "JDK";
    }

    @Override
    public Optional<ListenerStatus> listener(String name) {
      return listeners().stream().filter(each -> each.info().name().equals(name)).findFirst();
    }

    @Override
    public ListenerState change(String listener, ListenerState target) {
      throw new NoSuchElementException(listener);
    }

    @Override
    public List<String> faults() {
      return List.of();
    }
  }
}
