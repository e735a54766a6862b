// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.blackhole.journal.Events;
import org.blackhole.journal.Tallies;
import org.blackhole.journal.senders.Senders;
import org.blackhole.journal.sessions.SessionJournal;
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
    intake.sessions =
        new SessionJournal(
            10, 1 << 20, new Events(), new Senders(), InstantSource.system(), System::nanoTime);
    Peer peer = Client.peer(1, "mx", Map.of("mode", "unavailable"));
    intake.sessions.begin(peer, () -> {});

    Conversation conversation = intake.onSession(peer);

    assertThat(conversation.onConnect(peer).action()).isEqualTo(Verdict.Action.REPLY_THEN_CLOSE);
    assertThat(intake.tallies.snapshot())
        .isEqualTo(new Tallies.Decided(Map.of("@option", 1L), Map.of("unavailable", 1L), Map.of()));
    assertThat(intake.sessions.find(peer.session()).orElseThrow().summary().rules())
        .containsExactly("@option");
  }
}
