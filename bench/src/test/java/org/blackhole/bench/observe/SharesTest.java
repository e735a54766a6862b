// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {

  private final Shares shares = new Shares();

  @Test
  void theGreatestStandsFirstAndTheLeastIsLeftOut() {
    shares.add("some", 25);
    shares.add("most", 60);
    shares.add("few", 5);
    shares.add("some", 10);

    assertThat(shares.table("Octets", 2, 200, "octets"))
        .isEqualTo(
            """

            Octets
               60.0 %    120.00 octets  most
               35.0 %     70.00 octets  some
            """);
  }

  @Test
  void whatSeveralHavePartInCountsOnce() {
    shares.total(4);
    shares.count("outer", 4);
    shares.count("inner", 1);

    assertThat(shares.table("Calls", 9, 0, ""))
        .isEqualTo(
            """

            Calls
              100.0 %  outer
               25.0 %  inner
            """);
  }

  @Test
  void whereNothingWasSeenTheTableSaysSo() {
    assertThat(shares.table("Calls", 9, 0, "")).contains("nothing was seen");
  }
}
