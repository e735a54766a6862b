// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.store.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  private static final Instant START = Instant.parse("2026-11-21T12:59:30Z");

  @TempDir Path folder;

  private final Map<String, Counts> totals = new HashMap<>();
  private Instant clock = START;
  private long nanos;

  @Test
  void eachSecondHasWhatGrewInIt() {
    History history = new History(folder);
    count("mx", 3, 100);
    tick(history);
    tick(history);
    count("mx", 5, 200, 900);
    count("smtps", 1, 300);
    tick(history);

    List<Row> rows = seconds(history);

    assertThat(rows).extracting(Row::at).containsExactly(at(2), at(1), at(0));
    assertThat(rows).extracting(Row::messages).containsExactly(3L, 0L, 3L);
    assertThat(rows).extracting(Row::sessions).containsExactly(3L, 0L, 3L);
    assertThat(rows).extracting(Row::octetsIn).containsExactly(30L, 0L, 30L);
    assertThat(rows).extracting(Row::codes2).containsExactly(3L, 0L, 3L);
    assertThat(rows).extracting(Row::codes5).containsExactly(6L, 0L, 6L);
    assertThat(rows).extracting(Row::p50).containsExactly(300, Row.NONE, 100);
    assertThat(rows).extracting(Row::p99).containsExactly(900, Row.NONE, 100);
  }

  @Test
  void minutesAndHoursAddUpToTheSame() {
    History history = new History(folder);
    for (int second = 0; second < 90; second++) {
      count("mx", second + 1, 100);
      tick(history);
    }
    assertThat(rows(history, Resolution.MINUTE))
        .extracting(Row::messages)
        .containsExactly(60L, 30L);
    List<Row> hours = rows(history, Resolution.HOUR);
    assertThat(hours).extracting(Row::messages).containsExactly(60L, 30L);
    assertThat(hours.get(0).at()).isEqualTo(Instant.parse("2026-11-21T13:00:00Z").getEpochSecond());
    assertThat(seconds(history)).hasSize(90);
  }

  @Test
  void itIsThereAfterARestartAndGoesOn() {
    try (History history = new History(folder)) {
      count("mx", 7, 100);
      tick(history);
    }
    totals.clear();
    History next = new History(folder);
    pass(Duration.ofSeconds(10));
    count("mx", 2, 100);
    tick(next);

    assertThat(seconds(next)).extracting(Row::messages).containsExactly(2L, 7L);
    assertThat(rows(next, Resolution.MINUTE)).extracting(Row::messages).containsExactly(9L);
  }

  @Test
  void theTimeInWhichItDidNotRunIsLeftOutButNotASecondThatWasLookedAtLate() {
    History history = new History(folder);
    tick(history);
    pass(Duration.ofSeconds(3));
    tick(history);
    assertThat(seconds(history)).hasSize(5);

    clock = clock.plusSeconds(600);
    tick(history);
    assertThat(seconds(history)).hasSize(6);
  }

  @Test
  void aClockThatIsSetBackCountsNothingTwiceAndLosesNothing() {
    History history = new History(folder);
    for (int second = 0; second < 20; second++) {
      count("mx", second + 1, 100);
      tick(history);
    }
    clock = clock.minusSeconds(10);
    for (int second = 20; second < 40; second++) {
      count("mx", second + 1, 100);
      tick(history);
    }

    List<Row> rows = seconds(history);
    assertThat(rows).hasSize(30);
    assertThat(rows.stream().mapToLong(Row::messages).sum()).isEqualTo(40);
    assertThat(rows).extracting(Row::messages).startsWith(1L).contains(2L).endsWith(1L);
  }

  @Test
  void aClockThatJumpsAheadAndBackLeavesTheRowsOfToday() {
    History history = new History(folder);
    count("mx", 1, 100);
    tick(history);
    clock = clock.plus(Duration.ofDays(1));
    count("mx", 3, 100);
    tick(history);
    clock = START.plusSeconds(2);
    count("mx", 6, 100);
    tick(history);

    clock = START.plusSeconds(4);
    assertThat(seconds(history)).extracting(Row::messages).contains(3L, 1L).doesNotContain(2L);
  }

  @Test
  void onlySoManyAreKeptAndTheFilesDoNotGrow() throws IOException {
    History history = new History(folder);
    for (int second = 0; second < 3700; second++) {
      count("mx", second + 1, 100);
      tick(history);
      if (second == 0) {
        assertThat(sizes()).hasSize(3).allMatch(size -> size < 1_000_000);
      }
    }
    history.close();
    assertThat(seconds(new History(folder))).isEmpty();
    History next = new History(folder);
    tick(next);
    assertThat(next.newest(Resolution.SECOND, START, clock, 5000)).hasSize(3600);
    assertThat(sizes().stream().mapToLong(Long::longValue).sum()).isLessThan(2_000_000);
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    tick(new History(folder));
    for (String name : List.of("history-1s.ring", "history-1m.ring", "history-1h.ring")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aTornRowDoesNotCountAndTheOthersDo() throws IOException {
    try (History history = new History(folder)) {
      for (int second = 0; second < 3; second++) {
        count("mx", second + 1, 100);
        tick(history);
      }
    }
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("history-1s.ring").toFile(), "rw")) {
      file.seek((long) Resolution.SECOND.slot(at(1)) * Row.OCTETS + 20);
      file.write(0x55);
    }
    History next = new History(folder);
    clock = clock.plusSeconds(30);
    tick(next);
    assertThat(seconds(next)).extracting(Row::at).endsWith(at(2), at(0)).doesNotContain(at(1));
  }

  @Test
  void whatIsNoHistoryAtAllIsWrittenOver() throws IOException {
    Files.write(folder.resolve("history-1s.ring"), new byte[5_000_000]);
    Files.writeString(folder.resolve("history-1m.ring"), "nonsense");
    History history = new History(folder);
    count("mx", 4, 100);
    tick(history);
    assertThat(history.fault()).isEmpty();
    assertThat(seconds(history)).extracting(Row::messages).containsExactly(4L);
    assertThat(sizes()).allMatch(size -> size < 1_000_000);
  }

  @Test
  void whereItCannotBeKeptItIsToldAndGoesOnInMemoryUntilItCan() throws IOException {
    Path place = folder.resolve("place");
    Files.writeString(place, "no folder");
    History history = new History(place);
    count("mx", 1, 100);
    tick(history);
    assertThat(history.fault().orElseThrow())
        .startsWith("The history of the counts cannot be kept in " + place);
    assertThat(seconds(history)).hasSize(1);

    Files.delete(place);
    for (int second = 0; second < 11; second++) {
      tick(history);
    }
    assertThat(history.fault()).isEmpty();
    history.close();
    History next = new History(place);
    tick(next);
    assertThat(seconds(next)).extracting(Row::messages).endsWith(1L).hasSize(13);
  }

  @ParameterizedTest
  @ValueSource(strings = {"history-1s.ring", "history-1m.ring", "history-1h.ring"})
  void whatWasKeptIsNotLostWhereItCannotBeReadAtFirst(String name) throws IOException {
    Path place = folder.resolve("place");
    try (History history = new History(place)) {
      count("mx", 7, 100);
      tick(history);
    }
    totals.clear();
    Path kept = place.resolve(name);
    Path aside = Files.move(kept, folder.resolve("aside"));
    Files.createDirectory(kept);
    History next = new History(place);
    count("mx", 2, 100);
    tick(next);
    assertThat(next.fault()).isPresent();

    Files.delete(kept);
    Files.move(aside, kept);
    for (int second = 0; second < 11; second++) {
      tick(next);
    }
    count("mx", 5, 100);
    tick(next);
    assertThat(next.fault()).isEmpty();
    assertThat(messages(next)).containsOnly(12L);
    next.close();
    totals.clear();
    History last = new History(place);
    tick(last);
    assertThat(messages(last)).containsOnly(12L);
  }

  @Test
  void aFullDiskIsToldAtTheStartAndDoesNotMatterLater() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    try (SmallDisk small = SmallDisk.mount(disk, 4096)) {
      small.fill();
      History history = new History(disk);
      tick(history);
      assertThat(history.fault().orElseThrow()).contains("No space left on device");
      small.free();
      for (int second = 0; second < 11; second++) {
        tick(history);
      }
      assertThat(history.fault()).isEmpty();
      small.fill();
      count("mx", 1, 100);
      tick(history);
      assertThat(history.fault()).isEmpty();
      history.close();
    }
  }

  @Test
  void aListenerThatIsMadeAnewCountsFromNothing() {
    History history = new History(folder);
    count("mx", 10, 100);
    tick(history);
    count("mx", 4, 100);
    tick(history);
    totals.clear();
    tick(history);
    assertThat(seconds(history)).extracting(Row::messages).containsExactly(0L, 4L, 10L);
  }

  private List<Row> seconds(History history) {
    return rows(history, Resolution.SECOND);
  }

  private List<Row> rows(History history, Resolution resolution) {
    return history.newest(
        resolution, clock.minus(Duration.ofHours(2)), clock.plusSeconds(30), Integer.MAX_VALUE);
  }

  /** In each of the resolutions. */
  private List<Long> messages(History history) {
    return Stream.of(Resolution.values())
        .map(each -> rows(history, each).stream().mapToLong(Row::messages).sum())
        .toList();
  }

  private static long at(int second) {
    return START.getEpochSecond() + second;
  }

  /** A second later, a moment after the begin of the next. */
  private void tick(History history) {
    pass(Duration.ofSeconds(1));
    history.record(clock.plusMillis(3), nanos, Map.copyOf(totals));
  }

  private void pass(Duration time) {
    clock = clock.plus(time);
    nanos += TimeUnit.MILLISECONDS.toNanos(time.toMillis());
  }

  /** So many sessions with a message each so far; each latency once. */
  private void count(String listener, long n, long... micros) {
    TreeMap<Long, Long> latencies = new TreeMap<>();
    Counts before = totals.get(listener);
    if (before != null) {
      latencies.putAll(before.latencies().buckets());
    }
    for (long each : micros) {
      latencies.merge(each, 1L, Long::sum);
    }
    totals.put(
        listener,
        new Counts(
            n,
            0,
            n,
            0,
            n,
            10 * n,
            20 * n,
            Map.of(250, n, 354, n, 550, 2 * n),
            Map.of(),
            Map.of(),
            Map.of(),
            0,
            new Latencies(latencies)));
  }

  private List<Long> sizes() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.toFile().length()).toList();
    }
  }
}
