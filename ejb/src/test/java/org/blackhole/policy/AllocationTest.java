// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.blackhole.journal.Tallies;
import org.blackhole.policy.mode.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a message costs the heap. */
class AllocationTest {

  private static final int MESSAGES = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aMessageWithoutDelayAllocatesNothing(Mode mode) {
    Tallies tallies = new Tallies();
    Client client = Client.of(Policies.inForce(Policies.mode(mode)), 1, tallies::decided);
    client.repeat(10);

    long before = threads.getCurrentThreadAllocatedBytes();
    client.repeat(MESSAGES);
    long octets = threads.getCurrentThreadAllocatedBytes() - before;

    // What the first call of a method costs the JVM is not a message's.
    assertThat(octets / (double) MESSAGES).isLessThan(1);
    assertThat(tallies.snapshot().modes()).containsEntry(mode.label(), MESSAGES + 10L);
  }
}
