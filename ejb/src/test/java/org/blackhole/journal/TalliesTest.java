// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tallies. */
class TalliesTest {

  private final Tallies tallies = new Tallies();

  @Test
  void decisionsAreCountedByRuleAndByMode() {
    tallies.decided("@mode", "accept");
    tallies.decided("@mode", "accept");
    tallies.decided("@switch", "bounce");
    tallies.decided("@fault", null);

    assertThat(tallies.snapshot().rules())
        .containsExactly(entry("@fault", 1L), entry("@mode", 2L), entry("@switch", 1L));
    assertThat(tallies.snapshot().modes())
        .containsExactly(entry("accept", 2L), entry("bounce", 1L));
  }

  @Test
  void nothingIsLostWhenManyCountAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String rule = "rule" + i % 2;
        work.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 20_000; n++) {
                    tallies.decided(rule, "accept");
                  }
                }));
      }
      for (Future<?> each : work) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(tallies.snapshot().rules())
        .containsEntry("rule0", 80_000L)
        .containsEntry("rule1", 80_000L);
    assertThat(tallies.snapshot().modes()).containsEntry("accept", 160_000L);
  }
}
