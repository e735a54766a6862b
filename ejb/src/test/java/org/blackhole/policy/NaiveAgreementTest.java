// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Random;
import org.blackhole.store.PolicyJson;
import org.junit.jupiter.api.Test;

/**
 * Drawn sessions under drawn policies: the compiled one and the one read rule by rule from the JSON
 * say the same at every stage. To repeat a failure: {@code -Dpolicy.seed=} and the seed told.
 */
class NaiveAgreementTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** More with {@code -Dpolicy.count}. */
  private static final int POLICIES = Integer.getInteger("policy.count", 600);

  @Test
  void compiledAndNaiveEvaluationAgree() {
    long base = Long.getLong("policy.seed", System.nanoTime());
    int count = Long.getLong("policy.seed") == null ? POLICIES : 1;
    Agreement.Tally tally = new Agreement.Tally();
    for (long seed = base; seed < base + count; seed++) {
      agree(seed, tally);
    }
    if (count > 1) {
      // Drawn so that all is seen often: a generator that draws nothing of use proves nothing.
      assertThat(tally.decided()).isGreaterThan(count);
      assertThat(tally.rules()).hasSizeGreaterThan(50);
      assertThat(tally.stages()).hasSize(9);
    }
  }

  @Test
  void theSameSeedsAgreeAlways() {
    Agreement.Tally tally = new Agreement.Tally();
    for (long seed = 0; seed < 300; seed++) {
      agree(seed, tally);
    }
    assertThat(tally.decided()).isGreaterThan(300);
    // LMTP: a transaction is over when its message is refused for all recipients at once.
    agree(78182512546340L, tally);
  }

  private static void agree(long seed, Agreement.Tally tally) {
    Random random = new Random(seed);
    RandomWords words = new RandomWords(random);
    int rules = words.odds(70) ? words.below(12) : words.below(201);
    JsonObject document = new RandomPolicy(words).document(rules);
    PolicyInForce policy = Policies.inForce(PolicyJson.document(document));
    NaivePolicy naive = new NaivePolicy(document);
    for (int ordinal = 1; ordinal <= 4; ordinal++) {
      new Agreement(seed, words, policy, naive, ordinal, () -> NOON, tally).run();
    }
  }
}
