// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void theMedianOfRoundsIsTaken() {
    Figures median = Figures.median(List.of(figures(20, 100), figures(26, 300), figures(21, 200)));
    assertThat(median.cpu()).isEqualTo(21);
    assertThat(median.low()).isEqualTo(20);
    assertThat(median.high()).isEqualTo(26);
    assertThat(median.p99()).isEqualTo(200);
    assertThat(median.failures()).isEqualTo(3);
  }

  private static Figures figures(double cpu, double p99) {
    return new Figures(1000, cpu, cpu, cpu, cpu / 2, 0, 0, 50, p99, 2 * p99, 5, 1);
  }
}
