// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.policy.mode.Mode;
import org.junit.jupiter.api.Test;

/**
 * A clock that is set while the policy is in force: by hand, by NTP, after a machine was asleep.
 */
class ClockTest {

  private static final PolicyDocument OFFLINE = Policies.mode(Mode.OFFLINE);
  private static final PolicyDocument BOUNCE = Policies.mode(Mode.BOUNCE);
  private static final Duration TEN = Duration.ofMinutes(10);

  private final ManualTimer timer = new ManualTimer();
  private final List<Revision> kept = new ArrayList<>();
  private final PolicyInForce policy = Policies.inForce(Policies.ACCEPT, timer, kept::add);

  @Test
  void aClockThatIsSetForwardEndsAChangeWithALifetimeOnce() {
    policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    timer.setClock(Duration.ofDays(1));
    timer.pass(Duration.ofSeconds(10));

    assertThat(inForce()).isEqualTo(Policies.ACCEPT);
    timer.setClock(Duration.ofDays(-1));
    timer.pass(TEN);

    assertThat(kept).hasSize(2);
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void aClockThatIsPutBackEndsAChangeWithALifetimeAtItsTimeStill() {
    Revision temporary = policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    timer.setClock(Duration.ofHours(-1));
    timer.pass(Duration.ofMinutes(69));

    assertThat(inForce()).isEqualTo(OFFLINE);
    timer.pass(Duration.ofMinutes(1));

    assertThat(inForce()).isEqualTo(Policies.ACCEPT);
    assertThat(policy.revision().orElseThrow().number()).isEqualTo(temporary.number() + 1);
  }

  @Test
  void revisionsCountUpThoughTheClockIsPutBack() {
    Revision second = policy.replace(OFFLINE, Change.lasting("alice", ""));
    timer.setClock(Duration.ofHours(-1));
    Revision third = policy.replace(BOUNCE, Change.lasting("bob", ""));

    assertThat(third.at()).isBefore(second.at());
    assertThat(third.number()).isEqualTo(second.number() + 1);
  }

  private PolicyDocument inForce() {
    return policy.revision().orElseThrow().document();
  }
}
