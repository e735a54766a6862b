// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.blackhole.policy.ManualTimer;
import org.junit.jupiter.api.Test;

/** A data source that is not there: here there is no naming service at all. */
class PooledDatabaseTest {

  private final ManualTimer clock = new ManualTimer();
  private final PooledDatabase pooled = new PooledDatabase(clock::nanoTime);

  @Test
  void whoAsksIsToldWhatIsMissing() {
    assertThat(Reasons.of(catchThrowable(pooled::call)))
        .isEqualTo(
            "its URL, or the driver for it in lib/database, is missing; logs/messages.log has more");
  }

  @Test
  void itIsLookedUpOnceAMinute() {
    assertThat(catchThrowable(pooled::call))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(catchThrowable(pooled::call)).hasNoSuppressedExceptions();
    clock.setClock(Duration.ofHours(-1));
    assertThat(catchThrowable(pooled::call)).hasNoSuppressedExceptions();
    clock.sleep(Duration.ofMinutes(1));
    assertThat(catchThrowable(pooled::call))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }
}
