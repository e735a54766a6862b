// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void figuresHaveAsManyDigitsAsTheyAreWorth() {
    Table table = new Table(List.of("rules", "cpu_us", "rate"));
    table.add(List.of(10, 23.456, 41_234.5));
    table.add(List.of(100, 1.234, 0.0));
    assertThat(table.csv()).isEqualTo("rules,cpu_us,rate\n10,23.5,41235\n100,1.23,0.00\n");
  }

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
