// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.blackhole.journal.Tallies;
import org.blackhole.policy.Client;
import org.blackhole.policy.Policies;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** The bean, as the container would fill it. */
class IntakeTest {

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // the test stands in for the container
  void aSessionIsAnsweredByThePolicyAndCounted() {
    Intake intake = new Intake();
    intake.policy = Policies.inForce(PolicyDocument.DEFAULT);
    intake.tallies = new Tallies();
    Peer peer = Client.peer(1, "mx", Map.of("mode", "unavailable"));

    Conversation conversation = intake.onSession(peer);

    assertThat(conversation.onConnect(peer).action()).isEqualTo(Verdict.Action.REPLY_THEN_CLOSE);
    assertThat(intake.tallies.snapshot())
        .isEqualTo(new Tallies.Decided(Map.of("@option", 1L), Map.of("unavailable", 1L), Map.of()));
  }
}
