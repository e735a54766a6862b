// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.ListenerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the policy: kept, counted, taken back. */
class PolicyInForceTest {

  private static final PolicyDocument OFFLINE = Policies.mode(Mode.OFFLINE);
  private static final PolicyDocument BOUNCE = Policies.mode(Mode.BOUNCE);
  private static final Duration TEN = Duration.ofMinutes(10);

  private static final Change CHANGE = Change.lasting("test", "");

  private final ManualTimer timer = new ManualTimer();
  private final List<Revision> kept = new ArrayList<>();
  private final PolicyInForce policy = Policies.inForce(Policies.ACCEPT, timer, kept::add);

  @Test
  void everyChangeIsARevisionOfItsOwnAndKept() {
    timer.pass(TEN);

    Revision second = policy.replace(OFFLINE, Change.lasting("alice", "a drill"));
    Revision third = policy.replace(BOUNCE, Change.lasting("bob", ""));

    assertThat(second)
        .isEqualTo(new Revision(2, OFFLINE, 1, timer.instant(), "alice", "a drill", null));
    assertThat(third.number()).isEqualTo(3);
    assertThat(policy.revision()).contains(third);
    assertThat(kept).containsExactly(second, third);
  }

  @Test
  void aChangeIsReadyForTheListenersThatHaveBeenMet() {
    Client.of(policy, 1);
    ListenerInfo met = Client.peer(1, "mx", Map.of()).listener();
    ListenerInfo other = Client.peer(1, "other", Map.of()).listener();
    CompiledPolicy before = policy.current();
    assertThat(before.isReadyFor(met)).isTrue();

    policy.replace(OFFLINE, CHANGE);
    assertThat(policy.current()).isNotSameAs(before);
    assertThat(policy.current().isReadyFor(met)).isTrue();
    assertThat(policy.current().isReadyFor(other)).isFalse();

    CompiledPolicy counted = policy.current();
    policy.startOver();
    assertThat(policy.current()).isNotSameAs(counted);
    assertThat(policy.current().isReadyFor(met)).isTrue();
  }

  @Test
  void theFirstPolicyThatCanBeReadIsReadyForTheListenersThatTurnedSessionsAway() {
    PolicyInForce none = PolicyInForce.unreadable(List.of("Rubbish"), revision -> {}, timer, timer);
    Client.of(none, 1);

    none.replace(OFFLINE, CHANGE);

    assertThat(none.current().isReadyFor(Client.peer(1, "mx", Map.of()).listener())).isTrue();
    assertThat(Client.code(Client.of(none, 2).connect())).isEqualTo(521);
  }

  @Test
  void anEditChangesWhatItNamesAndNothingElse() {
    policy.replace(Policies.delay("1s"), Change.lasting("test", ""));

    policy.edit(
        document -> document.withMode(ModeSetting.of(Mode.BOUNCE)), Change.lasting("test", ""));

    assertThat(inForce()).isEqualTo(Policies.delay("1s").withMode(ModeSetting.of(Mode.BOUNCE)));
  }

  @Test
  void aChangeMadeForAnotherRevisionIsRefused() {
    policy.replace(OFFLINE, Change.lasting("alice", ""));

    assertThatExceptionOfType(RevisionChangedException.class)
        .isThrownBy(() -> policy.replace(BOUNCE, new Change("bob", "", null, 1L)))
        .withMessage("The policy is at revision 2, not 1")
        .satisfies(e -> assertThat(e.current()).isEqualTo(2));
    assertThat(inForce()).isEqualTo(OFFLINE);
    assertThat(policy.replace(BOUNCE, new Change("bob", "", null, 2L)).number()).isEqualTo(3);
  }

  @Test
  void aRevisionNumberBeyondTheCacheOfBoxedNumbersIsComparedByValue() {
    for (long number = 1; number <= 500; number++) {
      policy.replace(number % 2 == 0 ? OFFLINE : BOUNCE, new Change("test", "", null, number));
    }

    assertThat(kept).hasSize(500);
  }

  @Test
  void whatCannotBeKeptIsNotPutInForce() {
    PolicyInForce full =
        Policies.inForce(
            Policies.ACCEPT,
            timer,
            revision -> {
              throw new IOException("no space left");
            });

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> full.replace(OFFLINE, new Change("test", "", TEN, null)));
    assertThat(full.revision().map(Revision::number)).contains(1L);
    assertThat(Client.of(full, 1).code()).isEqualTo(250);
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void aChangeWithALifetimeGoesBackByItselfAsARevisionOfItsOwn() {
    Revision second = policy.replace(OFFLINE, new Change("alice", "a drill", TEN, null));
    assertThat(second.expiry())
        .isEqualTo(new Revision.Expiry(timer.instant().plus(TEN), Policies.ACCEPT));

    timer.pass(TEN.minusMillis(1));
    assertThat(inForce()).isEqualTo(OFFLINE);
    timer.pass(Duration.ofMillis(1));

    Revision third = policy.revision().orElseThrow();
    assertThat(third)
        .isEqualTo(
            new Revision(
                3,
                Policies.ACCEPT,
                1,
                timer.instant(),
                "blackhole",
                "revision 2 has expired",
                null));
    assertThat(kept).containsExactly(second, third);
    assertThat(timer.waiting()).isZero();
  }

  @Test
  void aLastingChangeInBetweenCancelsTheExpiry() {
    policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    policy.replace(BOUNCE, Change.lasting("bob", ""));

    timer.pass(TEN);

    assertThat(inForce()).isEqualTo(BOUNCE);
    assertThat(kept).hasSize(2);
  }

  @Test
  void anExpiryThatWasUnderWayWhenTheChangeCameDoesNothing() {
    policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    policy.replace(BOUNCE, Change.lasting("bob", ""));

    timer.runCancelled();

    assertThat(inForce()).isEqualTo(BOUNCE);
  }

  @Test
  void aSecondChangeWithALifetimeReplacesTheFirstAndGoesBackToWhatLasted() {
    policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    timer.pass(Duration.ofMinutes(5));
    policy.replace(BOUNCE, new Change("bob", "", TEN, null));

    timer.pass(Duration.ofMinutes(5));
    assertThat(inForce()).isEqualTo(BOUNCE);
    timer.pass(Duration.ofMinutes(5));

    assertThat(inForce()).isEqualTo(Policies.ACCEPT);
  }

  @Test
  void anExpiryTakesEffectEvenIfItCannotBeKept() {
    PolicyInForce failing =
        Policies.inForce(
            Policies.ACCEPT,
            timer,
            revision -> {
              if (revision.number() > 2) {
                throw new IOException("no space left");
              }
            });
    failing.replace(OFFLINE, new Change("test", "", TEN, null));

    timer.pass(TEN);

    assertThat(Client.of(failing, 1).code()).isEqualTo(250);
  }

  @Test
  void aRevisionThatExpiredWhileTheServerWasDownGivesWayAtOnce() {
    Revision temporary = policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    policy.close();
    timer.sleep(Duration.ofHours(1));

    PolicyInForce restarted = new PolicyInForce(temporary, kept::add, timer, timer);

    assertThat(restarted.revision().map(Revision::document)).contains(Policies.ACCEPT);
    assertThat(restarted.revision().map(Revision::number)).contains(3L);
    assertThat(kept).hasSize(2);
  }

  @Test
  void aRevisionThatHasNotExpiredEndsAtItsTimeAfterARestartToo() {
    Revision temporary = policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    policy.close();
    timer.sleep(Duration.ofMinutes(4));
    PolicyInForce restarted = new PolicyInForce(temporary, kept::add, timer, timer);

    timer.pass(Duration.ofMinutes(5));
    assertThat(restarted.revision().map(Revision::document)).contains(OFFLINE);
    timer.pass(Duration.ofMinutes(1));

    assertThat(restarted.revision().map(Revision::document)).contains(Policies.ACCEPT);
  }

  @Test
  void onceClosedNothingExpires() {
    policy.replace(OFFLINE, new Change("alice", "", TEN, null));
    policy.close();

    timer.pass(TEN);

    assertThat(inForce()).isEqualTo(OFFLINE);
    assertThat(timer.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "P366D"})
  void aLifetimeIsMoreThanNothingAndAtMostAYear(Duration lifetime) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Change("alice", "", lifetime, null))
        .withMessage("a change lasts for more than 0s and at most 365d");
  }

  @Test
  void aDrawnSeedIsKeptWithEachRevisionAndOutlivesARestart() {
    PolicyInForce drawn = Policies.inForce(PolicyDocument.DEFAULT, timer, kept::add);
    long seed = drawn.seed();
    drawn.replace(PolicyDocument.DEFAULT.withMode(ModeSetting.of(Mode.OFFLINE)), CHANGE);
    Revision last = kept.get(0);

    PolicyInForce restarted = new PolicyInForce(last, kept::add, timer, timer);

    assertThat(last.seed()).isEqualTo(seed);
    assertThat(restarted.seed()).isEqualTo(seed);
    restarted.replace(PolicyDocument.DEFAULT.withSeed(5L), CHANGE);
    assertThat(kept.get(1).seed()).isEqualTo(5).isEqualTo(restarted.seed());
    restarted.replace(PolicyDocument.DEFAULT, CHANGE);
    assertThat(kept.get(2).seed()).isEqualTo(restarted.seed()).isNotIn(seed, 5L);
  }

  @Test
  void aDelayIsAtMostAMinute() {
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.delay("1s..61s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListenerPolicy(null, DurationRange.parse("61s"), null));
  }

  @Test
  void withoutAPolicySessionsAreTurnedAwayAndTheReasonIsTold() {
    PolicyInForce none = unreadable();
    Client client = Client.of(none, 1);

    assertThat(client.connect().toString()).contains("421 4.3.5").contains("@fault");
    assertThat(client.send("X-Blackhole-Mode: accept").toString()).contains("421 4.3.5");
    assertThat(none.faults()).containsExactly("The policy is refused");
    assertThat(none.revision()).isEmpty();
  }

  @Test
  void withoutAPolicyNothingCanBeEdited() {
    assertThatIllegalStateException()
        .isThrownBy(() -> unreadable().edit(document -> document, Change.lasting("test", "")));
  }

  @Test
  void aPolicyPutInForceEndsTheFault() {
    PolicyInForce none = unreadable();

    none.replace(Policies.ACCEPT, Change.lasting("alice", "repaired"));

    assertThat(none.faults()).isEmpty();
    assertThat(none.revision().map(Revision::number)).contains(1L);
    assertThat(Client.of(none, 1).code()).isEqualTo(250);
  }

  @Test
  void changesOfManyAtATimeAreCountedOneByOneAndReadersSeeWholePolicies() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        work.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 500; n++) {
                    policy.edit(this::toggle, Change.lasting("test", ""));
                  }
                  return true;
                }));
        work.add(
            threads.submit(
                () -> {
                  boolean whole = true;
                  Client client = Client.of(policy, 1);
                  for (int n = 0; n < 5000; n++) {
                    var verdict = client.send();
                    whole &= (Client.code(verdict) == 521) == (verdict.delay().toSeconds() == 3);
                  }
                  return whole;
                }));
      }
      for (Future<Boolean> each : work) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(policy.revision().map(Revision::number)).contains(2001L);
    assertThat(kept).extracting(Revision::number).isSorted().doesNotHaveDuplicates();
    // An even number of toggles: no edit got lost.
    assertThat(inForce()).isEqualTo(Policies.ACCEPT);
  }

  @Test
  void decisionsAreToldByRuleAndMode() {
    List<String> made = new ArrayList<>();
    Client client = Client.of(policy, 1, (rule, mode) -> made.add(rule + " " + mode));

    client.connect();
    client.send();
    client.send("X-Blackhole-Mode: bounce");
    Client.of(unreadable(), 1, (rule, mode) -> made.add(rule + " " + mode)).connect();

    assertThat(made).containsExactly("@mode accept", "@switch bounce", "@fault null");
  }

  private PolicyDocument toggle(PolicyDocument before) {
    return before.mode().mode() == Mode.ACCEPT
        ? OFFLINE.withDelay(DurationRange.parse("3s"))
        : Policies.ACCEPT;
  }

  private PolicyInForce unreadable() {
    return PolicyInForce.unreadable(List.of("The policy is refused"), kept::add, timer, timer);
  }

  private PolicyDocument inForce() {
    return policy.revision().orElseThrow().document();
  }
}
