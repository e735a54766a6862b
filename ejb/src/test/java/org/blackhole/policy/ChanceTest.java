// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blackhole.policy.mode.CodeWeight;
import org.blackhole.policy.mode.Mode;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.DurationRange;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** Chance: repeatable, and as even as it is said to be. All seeds are fixed. */
class ChanceTest {

  private static final PolicyDocument RANDOM =
      Policies.mode(Mode.RANDOM).withSeed(42L).withDelay(DurationRange.parse("0s..60s"));

  @Test
  void theSameSeedAndOrderGiveTheSameAnswers() {
    assertThat(run(Policies.inForce(RANDOM), 0)).isEqualTo(run(Policies.inForce(RANDOM), 0));
  }

  @Test
  void anotherSeedGivesOtherAnswers() {
    assertThat(run(Policies.inForce(RANDOM), 0))
        .isNotEqualTo(run(Policies.inForce(RANDOM.withSeed(43L)), 0));
  }

  @Test
  void theAnswersOfASessionDoNotDependOnWhatOthersDoMeanwhile() throws Exception {
    List<String> alone = run(Policies.inForce(RANDOM), 0);
    PolicyInForce policy = Policies.inForce(RANDOM);
    List<Future<List<String>>> sessions = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int ordinal = 20; ordinal >= 1; ordinal--) {
        long each = ordinal;
        sessions.add(0, threads.submit(() -> session(policy, each)));
      }
      List<String> together = new ArrayList<>();
      for (Future<List<String>> session : sessions) {
        together.addAll(session.get());
      }
      assertThat(together).isEqualTo(alone);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void eachSessionDrawsFromAStreamOfItsOwn() {
    PolicyInForce policy = Policies.inForce(RANDOM);
    Set<List<String>> streams = new HashSet<>();
    for (int ordinal = 1; ordinal <= 100; ordinal++) {
      streams.add(session(policy, ordinal));
    }

    assertThat(streams).hasSize(100);
  }

  @Test
  void aChangeOfTheSeedStartsTheOrdinalsOver() {
    PolicyInForce policy = Policies.inForce(RANDOM.withSeed(7L));
    run(policy, 0);

    policy.replace(RANDOM, Change.lasting("test", ""));

    assertThat(run(policy, 20)).isEqualTo(run(Policies.inForce(RANDOM), 0));
  }

  @Test
  void toPinTheSeedThatWasDrawnStartsTheOrdinalsOver() {
    PolicyInForce policy = Policies.inForce(RANDOM.withSeed(null));
    List<String> drawn = run(policy, 0);

    policy.replace(RANDOM.withSeed(policy.seed()), Change.lasting("test", ""));

    assertThat(run(policy, 20)).isEqualTo(drawn);
  }

  @Test
  void anyOtherChangeLeavesTheStreamsAsTheyAre() {
    PolicyInForce policy = Policies.inForce(RANDOM.withSeed(null));
    long seed = policy.seed();

    policy.replace(RANDOM.withSeed(null).withDelay(delay("1s")), Change.lasting("test", ""));
    policy.replace(RANDOM.withSeed(null), Change.lasting("test", ""));

    assertThat(policy.seed()).isEqualTo(seed);
    assertThat(run(policy, 20)).isEqualTo(run(Policies.inForce(RANDOM.withSeed(seed)), 20));
  }

  @Test
  void aSessionThatIsOpenTakesUpANewSeedWithItsNextMessage() {
    PolicyInForce policy = Policies.inForce(RANDOM.withSeed(7L));
    Client client = Client.of(policy, 1);
    client.send();
    policy.replace(RANDOM, Change.lasting("test", ""));

    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(client.send().toString());
    }

    // It is older than the seed, so its stream is that of the session before the first.
    assertThat(answers).isEqualTo(session(Policies.inForce(RANDOM), 0));
  }

  @Test
  void aSeedIsDrawnWhereNoneIsGivenAndFitsEveryJsonReader() {
    Set<Long> seeds = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      long seed = Policies.inForce(PolicyDocument.DEFAULT).seed();
      assertThat(seed).isBetween(0L, (1L << 53) - 1);
      seeds.add(seed);
    }

    assertThat(seeds).hasSize(20);
  }

  @Test
  void theSeedThatIsGivenIsReported() {
    assertThat(Policies.inForce(RANDOM).seed()).isEqualTo(42);
  }

  @Test
  void randomIsEvenOverItsElevenCodes() {
    Map<Integer, Integer> drawn = tally(Policies.mode(Mode.RANDOM), 110_000);

    assertThat(drawn).hasSize(11);
    // 99.9th percentile of chi square with 10 degrees of freedom
    assertThat(chiSquare(drawn, 10_000)).isLessThan(29.59);
  }

  @Test
  void randomIsEvenOverManyShortSessionsToo() {
    PolicyInForce policy = Policies.inForce(Policies.mode(Mode.RANDOM));
    Map<Integer, Integer> drawn = new HashMap<>();
    for (int ordinal = 1; ordinal <= 110_000; ordinal++) {
      drawn.merge(Client.of(policy, ordinal).code(), 1, Integer::sum);
    }

    assertThat(chiSquare(drawn, 10_000)).isLessThan(29.59);
  }

  @Test
  void weightsAreKept() {
    ModeSetting nineToOne =
        new ModeSetting(Mode.RANDOM, List.of(new CodeWeight(250, 9), new CodeWeight(451, 1)));
    Map<Integer, Integer> drawn = tally(Policies.ACCEPT.withMode(nineToOne), 100_000);

    assertThat(drawn).containsOnlyKeys(250, 451);
    // Four standard deviations of a binomial distribution
    assertThat(drawn.getOrDefault(451, 0)).isBetween(10_000 - 380, 10_000 + 380);
  }

  @Test
  void delaysAreEvenOverTheirRangeBothEndsIncluded() {
    Client client = Client.of(Policies.inForce(Policies.delay("1000ms..1009ms")), 1);
    Map<Integer, Integer> drawn = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      drawn.merge((int) client.send().delay().toMillis(), 1, Integer::sum);
    }

    assertThat(drawn.keySet())
        .containsExactlyInAnyOrder(1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009);
    // 99.9th percentile of chi square with 9 degrees of freedom
    assertThat(chiSquare(drawn, 10_000)).isLessThan(27.88);
  }

  @Test
  void aDelayThatIsNoRangeIsExact() {
    assertThat(Client.of(Policies.inForce(Policies.delay("60s")), 1).send().delay())
        .isEqualTo(Duration.ofSeconds(60));
  }

  private static DurationRange delay(String text) {
    return DurationRange.parse(text);
  }

  private static List<String> run(PolicyInForce policy, long before) {
    List<String> answers = new ArrayList<>();
    for (long ordinal = before + 1; ordinal <= before + 20; ordinal++) {
      answers.addAll(session(policy, ordinal));
    }
    return answers;
  }

  private static List<String> session(PolicyInForce policy, long ordinal) {
    Client client = Client.of(policy, ordinal);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Verdict verdict = client.send();
      answers.add(verdict.toString());
    }
    return answers;
  }

  private static Map<Integer, Integer> tally(PolicyDocument document, int messages) {
    Client client = Client.of(Policies.inForce(document), 1);
    Map<Integer, Integer> drawn = new HashMap<>();
    for (int i = 0; i < messages; i++) {
      drawn.merge(client.code(), 1, Integer::sum);
    }
    return drawn;
  }

  private static double chiSquare(Map<Integer, Integer> drawn, double expected) {
    return drawn.values().stream()
        .mapToDouble(n -> (n - expected) * (n - expected) / expected)
        .sum();
  }
}
