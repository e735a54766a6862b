// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while it takes note: what was noted is there, each row as it was. */
class HistoryCrashTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final int NOTED = 500;

  @TempDir Path folder;

  @Test
  void afterAKillAllThatWasNotedIsThere() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HistoryCrashTest.class.getName(),
                folder.toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    long noted = 0;
    try (BufferedReader said = server.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        noted = Long.parseLong(line);
        if (noted == NOTED) {
          server.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(noted).isGreaterThanOrEqualTo(NOTED);

    try (History history = new History(folder)) {
      // Long after, so that what there is comes from the file alone.
      history.record(START.plusSeconds(3_000_000), 0, Map.of());
      List<Row> rows =
          history.newest(
              Resolution.SECOND, START, START.plusSeconds(3600), Resolution.SECOND.rows());
      assertThat(rows.size()).isBetween((int) noted, (int) noted + 1);
      for (Row row : rows) {
        assertThat(row.messages()).isEqualTo(row.at() - START.getEpochSecond() + 1);
      }
    }
  }

  /** Notes one second after the other, each with a message more than the one before. */
  @SuppressWarnings("SystemOut") // what the parent reads
  public static void main(String[] args) {
    History history = new History(Path.of(args[0]));
    long total = 0;
    for (int second = 0; second < Resolution.SECOND.rows(); second++) {
      total += second + 1;
      history.record(
          START.plusSeconds(second + 1), second * 1_000_000_000L, Map.of("mx", counts(total)));
      System.out.println(second + 1);
    }
  }

  private static Counts counts(long messages) {
    return new Counts(
        messages,
        0,
        messages,
        0,
        0,
        messages,
        0,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        Latencies.NONE);
  }
}
