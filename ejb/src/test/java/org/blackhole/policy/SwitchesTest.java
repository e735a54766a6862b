// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.blackhole.policy.chance.Delay;
import org.blackhole.policy.mode.CodeWeight;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switches in a message's header section. */
class SwitchesTest {

  @ParameterizedTest
  @CsvSource({
    "X-Blackhole-Mode: offline, 521",
    "x-blackhole-mode: OFFLINE, 521",
    "X-BLACKHOLE-MODE:   Unavailable  , 421",
    "X-Blackhole-Mode: accept, 250",
    "X-Blackhole-Mode: Accept, 250"
  })
  void aModeIsTakenFromTheMessageWhateverTheCase(String field, int code) {
    assertThat(Client.of(Policies.inForce(Policies.mode(Mode.BOUNCE)), 1).code(field))
        .isEqualTo(code);
  }

  @Test
  void bounceAndRandomDrawFromTheirOwnLists() {
    PolicyInForce policy =
        Policies.inForce(
            Policies.ACCEPT.withMode(
                new ModeSetting(Mode.BOUNCE, List.of(new CodeWeight(554, 1)))));
    Client client = Client.of(policy, 1);
    Set<Integer> codes = new TreeSet<>();
    for (int i = 0; i < 1000; i++) {
      codes.add(client.code("X-Blackhole-Mode: random"));
    }

    assertThat(codes).hasSize(11).contains(250).doesNotContain(554);
  }

  @Test
  void aSwitchIsNamedAsWhatDecided() {
    Client client = Client.of(Policies.inForce(Policies.ACCEPT), 1);

    assertThat(client.send("X-Blackhole-Mode: bounce").rule()).isEqualTo("@switch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bounces", "accept, bounce", "550", "ａccept"})
  void anUnknownModeIsIgnored(String value) {
    Client client = Client.of(Policies.inForce(Policies.mode(Mode.OFFLINE)), 1);

    assertThat(client.code("X-Blackhole-Mode: " + value)).isEqualTo(521);
  }

  @Test
  void aSwitchIsForgottenWithItsMessage() {
    Client client = Client.of(Policies.inForce(Policies.ACCEPT), 1);
    client.send("X-Blackhole-Mode: offline", "X-Blackhole-Delay: 10");

    Verdict next = client.send();

    assertThat(Client.code(next)).isEqualTo(250);
    assertThat(next.delay()).isZero();
  }

  @Test
  void aSwitchIsForgottenEvenIfSwitchesHaveCeasedToCount() {
    PolicyInForce policy = Policies.inForce(Policies.ACCEPT);
    Client client = Client.of(policy, 1);
    client.send("X-Blackhole-Mode: offline", "X-Blackhole-Delay: 10");
    policy.replace(Policies.switches(Policies.ACCEPT, false), Change.lasting("test", ""));

    Verdict next = client.send("X-Blackhole-Mode: bounce");

    assertThat(Client.code(next)).isEqualTo(250);
    assertThat(next.delay()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10|10000|10000",
        "0|0|0",
        " 7 |7000|7000",
        "10, 60|10000|60000",
        "10,60|10000|60000",
        "10 ,\t60|10000|60000",
        "60|60000|60000",
        "61|60000|60000",
        "55, 4000|55000|60000",
        "70, 80|60000|60000",
        "99999999999999999999|60000|60000",
        "007, 0008|7000|8000",
        "3, 3|3000|3000"
      })
  void aDelayIsWholeSecondsOrARangeAndAtMostAMinute(String value, long min, long max) {
    assertThat(Switches.delay(value)).isEqualTo(new Delay(min, max));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1", "-1, 5", "1, -5", "10, 5", "90, 70", "ten", "1.5", "1s", "+1", "1, 2, 3", "", ",",
        "1,", ",1", "1 2", "0x10", "１"
      })
  void aDelayThatCannotBeReadIsIgnored(String value) {
    Client client = Client.of(Policies.inForce(Policies.delay("2s")), 1);

    assertThat(client.send("X-Blackhole-Delay: " + value).delay()).hasSeconds(2);
  }

  @Test
  void aDelayOfTheMessageWinsOverTheTopLevel() {
    Client client = Client.of(Policies.inForce(Policies.delay("2s")), 1);

    assertThat(client.send("X-Blackhole-Delay: 5").delay()).hasSeconds(5);
    assertThat(client.send("X-Blackhole-Delay: 0").delay()).isZero();
  }

  @Test
  void modeAndDelayAreSwitchedEachOnItsOwn() {
    PolicyDocument document = Policies.delay("2s").withMode(ModeSetting.of(Mode.OFFLINE));
    Client client = Client.of(Policies.inForce(document), 1);

    Verdict mode = client.send("X-Blackhole-Mode: accept");
    Verdict delay = client.send("X-Blackhole-Delay: 3");

    assertThat(Client.code(mode)).isEqualTo(250);
    assertThat(mode.delay()).hasSeconds(2);
    assertThat(Client.code(delay)).isEqualTo(521);
    assertThat(delay.delay()).hasSeconds(3);
  }

  @ParameterizedTest(name = "policy says {0}, its listener {1}, the option {2}: counts {3}")
  @CsvSource({
    "true,  ,      ,      true",
    "false, ,      ,      false",
    "true,  false, ,      false",
    "true,  ,      false, false",
    "false, true,  ,      true",
    "false, ,      true,  true",
    "true,  false, true,  false",
    "false, true,  false, true"
  })
  void whetherSwitchesCountIsSaidByTheListenerFirst(
      boolean top, Boolean listener, String option, boolean counts) {
    PolicyDocument document =
        Policies.listener(
            Policies.switches(Policies.ACCEPT, top), Policies.own(null, null, listener));
    Map<String, String> options = option == null ? Map.of() : Map.of("switches", option);

    assertThat(switched(document, options)).isEqualTo(counts);
  }

  @ParameterizedTest(name = "mode {0} and delay {1} in the policy, in the options {2} and {3}")
  @CsvSource({"ACCEPT,,,", ",1s,,", ",,accept,", ",,,1s"})
  void aListenerWithAModeOrDelayOfItsOwnIgnoresSwitchesUnlessItSaysOtherwise(
      Mode mode, String delay, String modeOption, String delayOption) {
    Map<String, String> options = new HashMap<>();
    if (modeOption != null) {
      options.put("mode", modeOption);
    }
    if (delayOption != null) {
      options.put("delay", delayOption);
    }

    PolicyDocument ignoring = Policies.listener(Policies.ACCEPT, Policies.own(mode, delay, null));
    PolicyDocument counting = Policies.listener(Policies.ACCEPT, Policies.own(mode, delay, true));
    assertThat(switched(ignoring, options)).isFalse();
    assertThat(switched(counting, options)).isTrue();
    options.put("switches", "true");
    assertThat(switched(ignoring, options)).isTrue();
  }

  private static boolean switched(PolicyDocument document, Map<String, String> options) {
    Client client = Client.of(Policies.inForce(document), 1, "mx", options);
    return client.code("X-Blackhole-Mode: offline") == 521;
  }
}
