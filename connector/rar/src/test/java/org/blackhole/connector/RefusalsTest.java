// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private final Refusals refusals = new Refusals();

  private static FaultySettings because(String setting) {
    return new FaultySettings(List.of(new Fault(setting, null, "is \"x\"", "y")));
  }

  @Test
  void areKeptWhileOthersAreActivated() {
    refusals.add("a=smtp://127.0.0.1:1", because("mode"));
    refusals.remove("b=smtp://127.0.0.1:2");

    assertThat(refusals.sentences()).containsExactly("Setting mode is \"x\"; allowed: y.");
  }

  @Test
  void areForgottenWhenAListenerOfThatNameIsBack() {
    refusals.add("a=smtp://127.0.0.1:1 c=smtp://127.0.0.1:99999", because("listen"));
    refusals.remove("a=smtps://127.0.0.1:2");

    assertThat(refusals.sentences()).isEmpty();
  }

  @Test
  void areForgottenWhenAListenerAtThatAddressIsBack() {
    refusals.add("B@D=smtp://127.0.0.1:1?mode=x", because("listen"));
    refusals.remove("good=smtp://127.0.0.1:1");

    assertThat(refusals.sentences()).isEmpty();
  }

  @Test
  void withoutAnyListenerAreForgottenAtTheNextActivation() {
    refusals.add("", because("listen"));
    refusals.remove("b=smtp://127.0.0.1:2");

    assertThat(refusals.sentences()).isEmpty();
  }

  @Test
  void giveWayToLaterOnesOfTheSameListeners() {
    refusals.add("a=smtp://127.0.0.1:1", because("mode"));
    refusals.add("a=smtp://127.0.0.1:1", because("delay"));

    assertThat(refusals.sentences()).containsExactly("Setting delay is \"x\"; allowed: y.");
  }
}
