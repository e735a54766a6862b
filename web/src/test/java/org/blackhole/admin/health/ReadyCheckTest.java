// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.blackhole.smtp.api.SmtpServer.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadyCheckTest {

  @ParameterizedTest
  @EnumSource(names = {"SERVING", "PAUSED"})
  void aServerThatServesOrIsPausedOnPurposeIsReady(State state) {
    assertThat(ReadyCheck.reasons(state, List.of())).isEmpty();
  }

  @Test
  void aServerThatStartsOrDrainsSaysSo() {
    assertThat(ReadyCheck.reasons(State.STARTING, List.of()))
        .containsExactly("No listener is open yet.");
    assertThat(ReadyCheck.reasons(State.DRAINING, List.of()))
        .containsExactly("The server takes no connections any more.");
  }

  @Test
  void aStartThatAFaultKeepsFromEndingHasThatFaultForItsReason() {
    assertThat(ReadyCheck.reasons(State.STARTING, List.of("A setting is refused.")))
        .containsExactly("A setting is refused.");
  }

  @ParameterizedTest
  @EnumSource
  void aFaultIsAlwaysAReason(State state) {
    assertThat(ReadyCheck.reasons(state, List.of("A setting is refused.")))
        .contains("A setting is refused.");
  }
}
