// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StraceTest {

  @Test
  void theCallsOfEachKindAreReadFromTheSummary() {
    List<String> summary =
        List.of(
            "% time     seconds  usecs/call     calls    errors syscall",
            "------ ----------- ----------- --------- --------- ----------------",
            " 71.43    0.050000           2     20001           sendto",
            " 28.57    0.020000           1     20003        12 recvfrom",
            "  0.00    0.000000           0         4           close",
            "------ ----------- ----------- --------- --------- ----------------",
            "100.00    0.070000           1     40008        12 total");

    assertThat(Strace.read(summary))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("sendto", 20_001L, "recvfrom", 20_003L, "close", 4L));
  }

  @Test
  void whereNothingWasCalledNothingIsRead() {
    assertThat(Strace.read(List.of())).isEmpty();
    assertThat(Strace.read(List.of("", "strace: nothing"))).isEmpty();
  }
}
