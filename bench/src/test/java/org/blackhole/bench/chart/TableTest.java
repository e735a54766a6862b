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
}
