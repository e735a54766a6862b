// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.blackhole.policy.mode.CodeWeight;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.policy.mode.Wording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each mode answers, at connect and to a message. */
class ModesTest {

  @Test
  void acceptSaysYesToEverythingAtOnce() {
    Client client = Client.of(Policies.inForce(Policies.ACCEPT), 1);

    assertThat(client.connect().action()).isEqualTo(Verdict.Action.PROCEED);
    Verdict verdict = client.send();
    assertThat(verdict.action()).isEqualTo(Verdict.Action.PROCEED);
    assertThat(verdict.delay()).isZero();
    assertThat(verdict.rule()).isEqualTo("@mode");
  }

  @Test
  void acceptGivesTheSameVerdictAgainAndAgain() {
    Client client = Client.of(Policies.inForce(Policies.ACCEPT), 1);

    assertThat(client.send()).isSameAs(client.send());
  }

  @Test
  void bounceDrawsAllOfItsListAndNothingElse() {
    assertThat(codes(Policies.mode(Mode.BOUNCE)))
        .containsExactly(450, 451, 452, 458, 521, 550, 551, 552, 553, 571);
  }

  @Test
  void randomDraws250AndTheBounceList() {
    assertThat(codes(Policies.mode(Mode.RANDOM)))
        .containsExactly(250, 450, 451, 452, 458, 521, 550, 551, 552, 553, 571);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ACCEPT", "BOUNCE", "RANDOM"})
  void whoeverMayStillBeAcceptedIsGreeted(Mode mode) {
    Client client = Client.of(Policies.inForce(Policies.mode(mode)), 1);

    assertThat(client.connect()).isSameAs(Verdict.proceed());
  }

  @Test
  void narrowedBounceDrawsTheCodesNamed() {
    ModeSetting setting =
        new ModeSetting(Mode.BOUNCE, List.of(new CodeWeight(550, 1), new CodeWeight(451, 1)));

    assertThat(codes(Policies.ACCEPT.withMode(setting))).containsExactly(451, 550);
  }

  @Test
  void aListenerThatSpeaksLikeKuraTakesTheMessageAndRefusesInItsWords() {
    for (Mode mode : new Mode[] {Mode.UNAVAILABLE, Mode.OFFLINE}) {
      Client client =
          Client.of(Policies.inForce(Policies.mode(mode)), 1, "old", Map.of("compat", "kura"));
      assertThat(client.connect()).isSameAs(Verdict.proceed());
      Reply reply = Objects.requireNonNull(client.send().reply());
      assertThat(reply.code()).isEqualTo(mode == Mode.OFFLINE ? 521 : 421);
      assertThat(reply.enhanced()).isNull();
    }
    assertThat(Wording.KURA.refusal(550).toString()).isEqualTo("550 mailbox unavailable");
    assertThat(Wording.OWN.refusal(550).toString()).isEqualTo("550 5.1.1 Mailbox unavailable");
  }

  @Test
  void unavailableAnswers421AtConnectAndCloses() {
    Verdict verdict = Client.of(Policies.inForce(Policies.mode(Mode.UNAVAILABLE)), 1).connect();

    assertThat(verdict.action()).isEqualTo(Verdict.Action.REPLY_THEN_CLOSE);
    assertThat(Objects.requireNonNull(verdict.reply()).toString()).startsWith("421 4.3.2 ");
  }

  @Test
  void offlineGreetsWith521AndStays() {
    Verdict verdict = Client.of(Policies.inForce(Policies.mode(Mode.OFFLINE)), 1).connect();

    assertThat(verdict.action()).isEqualTo(Verdict.Action.REPLY);
    assertThat(Objects.requireNonNull(verdict.reply()).toString()).startsWith("521 5.3.2 ");
  }

  @Test
  void theDelayIsNotThatOfTheGreeting() {
    PolicyDocument slow = Policies.delay("5s").withMode(ModeSetting.of(Mode.OFFLINE));

    assertThat(Client.of(Policies.inForce(slow), 1).connect().delay()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE, 421 4.3.2 , REPLY_THEN_CLOSE", "OFFLINE, 521 5.3.2 , REPLY"})
  void sessionsAlreadyOpenGetTheCodeAtTheEndOfTheirNextMessage(
      Mode mode, String start, Verdict.Action action) {
    PolicyInForce policy = Policies.inForce(Policies.ACCEPT);
    Client client = Client.of(policy, 1);
    assertThat(client.code()).isEqualTo(250);

    policy.replace(Policies.mode(mode), Change.lasting("test", ""));

    Verdict verdict = client.send();
    assertThat(verdict.action()).isEqualTo(action);
    assertThat(Objects.requireNonNull(verdict.reply()).toString()).startsWith(start);
  }

  @Test
  void aTransactionKeepsThePolicyItBeganWith() {
    PolicyInForce policy = Policies.inForce(Policies.ACCEPT);
    Client client = Client.of(policy, 1);
    client.mail();

    policy.replace(Policies.mode(Mode.OFFLINE), Change.lasting("test", ""));

    assertThat(Client.code(client.data())).isEqualTo(250);
    assertThat(client.code()).isEqualTo(521);
  }

  @ParameterizedTest
  @ValueSource(ints = {399, 250, 220, 460, 470, 499, 560, 570, 572, 600, 354, 0, -1})
  void aCodeThatCannotAnswerAMessageCannotBeABounce(int code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModeSetting(Mode.BOUNCE, List.of(new CodeWeight(code, 1))));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 421, 459, 500, 559, 571})
  void everyCodeAllowedHasAReplyWithAFittingEnhancedCode(int code) {
    ModeSetting setting = new ModeSetting(Mode.BOUNCE, List.of(new CodeWeight(code, 1)));
    Verdict verdict = Client.of(Policies.inForce(Policies.ACCEPT.withMode(setting)), 1).send();

    assertThat(Objects.requireNonNull(verdict.reply()).toString())
        .matches(code + " " + code / 100 + "\\.\\d+\\.\\d+ \\S.*");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ACCEPT", "UNAVAILABLE", "OFFLINE"})
  void aModeThatDrawsNothingTakesNoCodes(Mode mode) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModeSetting(mode, List.of(new CodeWeight(550, 1))));
  }

  @Test
  void aCodeCannotBeNamedTwice() {
    List<CodeWeight> twice = List.of(new CodeWeight(550, 1), new CodeWeight(550, 2));

    assertThatIllegalArgumentException().isThrownBy(() -> new ModeSetting(Mode.RANDOM, twice));
  }

  private static Set<Integer> codes(PolicyDocument document) {
    Client client = Client.of(Policies.inForce(document), 1);
    Set<Integer> codes = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      codes.add(client.code());
    }
    return codes;
  }
}
