// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mode and delay are each taken from the first that gives one. */
class PrecedenceTest {

  @ParameterizedTest(name = "switch {0}, policy for the listener {1}, option {2}: {3} by {4}")
  @CsvSource({
    "offline, ,            ,            521, @switch",
    "offline, UNAVAILABLE, ,            521, @switch",
    "offline, UNAVAILABLE, accept,      521, @switch",
    ",        UNAVAILABLE, accept,      421, @listener",
    ",        UNAVAILABLE, ,            421, @listener",
    ",        ,            unavailable, 421, @option",
    ",        ,            ,            250, @mode"
  })
  void theModeComesFromTheFirstThatGivesOne(
      String switched, Mode listener, String option, int code, String rule) {
    PolicyDocument document =
        Policies.listener(Policies.ACCEPT, Policies.own(listener, null, true));
    Client client = Client.of(Policies.inForce(document), 1, "mx", options("mode", option));

    Verdict verdict = client.send(fields("X-Blackhole-Mode", switched));

    assertThat(Client.code(verdict)).isEqualTo(code);
    assertThat(verdict.rule()).isEqualTo(rule);
  }

  @ParameterizedTest(name = "switch {0}, policy for the listener {1}, option {2}: {3} s")
  @CsvSource({
    "4, ,   ,   4",
    "4, 3s, ,   4",
    "4, 3s, 2s, 4",
    ",  3s, 2s, 3",
    ",  3s, ,   3",
    ",  ,   2s, 2",
    ",  ,   ,   1"
  })
  void theDelayComesFromTheFirstThatGivesOne(
      String switched, String listener, String option, long seconds) {
    PolicyDocument document =
        Policies.listener(Policies.delay("1s"), Policies.own(null, listener, true));
    Client client = Client.of(Policies.inForce(document), 1, "mx", options("delay", option));

    assertThat(client.send(fields("X-Blackhole-Delay", switched)).delay()).hasSeconds(seconds);
  }

  @Test
  void modeAndDelayMayComeFromDifferentPlaces() {
    PolicyDocument document =
        Policies.listener(Policies.delay("1s"), Policies.own(Mode.OFFLINE, null, null));
    Client client = Client.of(Policies.inForce(document), 1, "mx", Map.of("delay", "2s"));

    Verdict verdict = client.send();

    assertThat(Client.code(verdict)).isEqualTo(521);
    assertThat(verdict.delay()).hasSeconds(2);
  }

  @Test
  void whatIsSetForOneListenerLeavesTheOthers() {
    PolicyInForce policy =
        Policies.inForce(
            Policies.listener(Policies.ACCEPT, Policies.own(Mode.OFFLINE, null, null)));

    assertThat(Client.of(policy, 1, "mx", Map.of()).code()).isEqualTo(521);
    assertThat(Client.of(policy, 2, "submission", Map.of()).code()).isEqualTo(250);
  }

  @Test
  void anOptionIsRefusedAtConnectAsATopLevelModeIs() {
    PolicyInForce policy = Policies.inForce(Policies.ACCEPT);
    Client client = Client.of(policy, 1, "mx", Map.of("mode", "unavailable"));

    assertThat(client.connect().toString()).contains("421 4.3.2").contains("@option");
  }

  @Test
  void theModeAtTheTopMayChangeWithoutTouchingAListenerOfItsOwn() {
    PolicyInForce policy = Policies.inForce(Policies.ACCEPT);
    Client client = Client.of(policy, 1, "mx", Map.of("mode", "accept"));

    policy.edit(
        document -> document.withMode(ModeSetting.of(Mode.OFFLINE)), Change.lasting("test", ""));

    assertThat(client.code()).isEqualTo(250);
    assertThat(Client.of(policy, 2).code()).isEqualTo(521);
  }

  private static Map<String, String> options(String name, String value) {
    Map<String, String> options = new HashMap<>();
    if (value != null) {
      options.put(name, value);
    }
    return options;
  }

  private static String[] fields(String name, String value) {
    return value == null ? new String[0] : new String[] {name + ": " + value};
  }
}
