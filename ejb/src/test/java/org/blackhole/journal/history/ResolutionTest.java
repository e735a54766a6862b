// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResolutionTest {

  @Test
  void aStepIsRoundedUp() {
    assertThat(Resolution.roundingUp(Duration.ofMillis(1))).contains(Resolution.SECOND);
    assertThat(Resolution.roundingUp(Duration.ofSeconds(1))).contains(Resolution.SECOND);
    assertThat(Resolution.roundingUp(Duration.ofMillis(1001))).contains(Resolution.MINUTE);
    assertThat(Resolution.roundingUp(Duration.ofMinutes(1))).contains(Resolution.MINUTE);
    assertThat(Resolution.roundingUp(Duration.ofMinutes(2))).contains(Resolution.HOUR);
    assertThat(Resolution.roundingUp(Duration.ofHours(1))).contains(Resolution.HOUR);
    assertThat(Resolution.roundingUp(Duration.ofMinutes(61))).isEmpty();
  }

  @Test
  void theFinestThatGoesBackFarEnough() {
    assertThat(Resolution.reaching(Duration.ofMinutes(-5))).isEqualTo(Resolution.SECOND);
    assertThat(Resolution.reaching(Duration.ofHours(1))).isEqualTo(Resolution.SECOND);
    assertThat(Resolution.reaching(Duration.ofHours(2))).isEqualTo(Resolution.MINUTE);
    assertThat(Resolution.reaching(Duration.ofDays(7))).isEqualTo(Resolution.MINUTE);
    assertThat(Resolution.reaching(Duration.ofDays(8))).isEqualTo(Resolution.HOUR);
    assertThat(Resolution.reaching(Duration.ofDays(3000))).isEqualTo(Resolution.HOUR);
  }

  @Test
  void eachRowOfARingHasAPlaceOfItsOwn() {
    for (Resolution each : Resolution.values()) {
      long step = each.seconds();
      long at = each.begin(1_795_000_000L);
      long last = at + (each.rows() - 1) * step;
      assertThat(each.slot(last + step)).isEqualTo(each.slot(at));
      assertThat(each.slot(last)).isEqualTo((each.slot(at) + each.rows() - 1) % each.rows());
    }
  }
}
