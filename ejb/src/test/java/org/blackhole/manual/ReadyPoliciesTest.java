// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.blackhole.policy.PolicyInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each ready-made policy, driven through the visits in {@code visits/<name>.txt}: steps, each with
 * what the policy has to say to it.
 */
class ReadyPoliciesTest {

  private static final int MANY = 4000;

  static List<String> names() {
    return Documents.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatItsPagePromises(String name) throws UnknownHostException {
    Visit visit = new Visit(Documents.inForce(Documents.policy(name)));
    SoftAssertions soft = new SoftAssertions();
    int steps = 0;
    for (String line : Documents.resource("/visits/" + name + ".txt").lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(" > ", 2);
      String said = visit.step(parts[0]);
      if (parts.length == 2) {
        soft.assertThat(said).as(line).isEqualTo(parts[1].strip());
        steps++;
      }
    }
    soft.assertAll();
    assertThat(steps).isPositive();
  }

  @Test
  void isToldOfOnItsPage() {
    String page = Documents.read(Documents.POLICIES.resolve("README.md"));

    assertThat(names()).allSatisfy(name -> assertThat(page).contains("(" + name + ".json)"));
  }

  @ParameterizedTest
  @CsvSource({
    "ten-percent, message, yes, 0.10",
    "ten-percent, message, '451 4.3.0 Local error in processing, try again later', 0.09",
    "full-mailboxes, rcpt, '452 4.2.2 <you@busy.test> Mailbox full, try again later', 0.10",
    "kumomta-addresses, message, yes, 0.90",
    "kumomta-addresses, message, 550 5.0.0 boing!, 0.05",
    "kumomta-addresses, message, 451 4.0.0 later!, 0.05",
    "bouncy-sink-addresses, message, yes, 0.675",
    "bouncy-sink-addresses, message, 'yes, tagged openclick', 0.30",
    "flaky-network, connect, reset, 0.02",
    "flaky-network, headers, reset, 0.03",
    "flaky-network, message, reset, 0.02",
    "flaky-network, data, close, 0.01"
  })
  void chanceHasTheShareThatItsPageSays(String name, String verb, String said, double share)
      throws UnknownHostException {
    assertThat(shares(name).getOrDefault(verb, Map.of()).getOrDefault(said, 0) / (double) MANY)
        .isCloseTo(share, Offset.offset(0.02));
  }

  @Test
  void delaysByOddsAreGeometric() throws UnknownHostException {
    Map<String, Integer> delays = shares("smtp-sink-delays").getOrDefault("message", Map.of());

    assertThat(delays.keySet())
        .containsExactlyInAnyOrder(
            "yes, after 1000ms",
            "yes, after 2000ms",
            "yes, after 3000ms",
            "yes, after 4000ms",
            "yes, after 5000ms",
            "yes, after 6000ms");
    assertThat(delays.getOrDefault("yes, after 1000ms", 0) / (double) MANY)
        .isCloseTo(0.5, Offset.offset(0.03));
  }

  /** How often each stage of many sessions gets which answer, delays of less than 1s left out. */
  private static Map<String, Map<String, Integer>> shares(String name) throws UnknownHostException {
    PolicyInForce policy = Documents.inForce(Documents.policy(name));
    Visit visit = new Visit(policy);
    Map<String, Map<String, Integer>> shares = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      for (String step :
          List.of(
              "connect",
              "helo there.test",
              "mail me@there.test",
              "rcpt you@busy.test",
              "data",
              "headers Subject: x",
              "message")) {
        String said = visit.step(step).replaceFirst(", after \\d{1,3}ms", "");
        if (said.matches(".*Mailbox full.*, after .*")) {
          said = said.replaceFirst(", after .*", "");
        }
        shares
            .computeIfAbsent(step.split(" ", -1)[0], verb -> new TreeMap<>())
            .merge(said, 1, Integer::sum);
        if (!said.startsWith("yes") && !step.startsWith("rcpt")) {
          break;
        }
      }
    }
    return shares;
  }
}
