// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.blackhole.policy.mode.ModeSetting;
import org.blackhole.smtp.api.Stage;
import org.junit.jupiter.api.Test;

/** The same seed and the same ordinal give the same answers again, whatever others do. */
class RepeatTest {

  private static final String DOCUMENT =
      "{'seed': %d, 'delay': '1ms..5s', 'mode': {'random': {'250': 1, '451': 1, '550': 1}},"
          + " 'rules': ["
          + "{'name': 'c', 'at': 'noop', 'when': {'chance': 0.3}, 'then': {'reply': '451 4.7.1 c'}},"
          + "{'name': 'd', 'at': 'noop', 'then': {'choose': ["
          + "{'weight': 2, 'then': {'delay': '1ms..9s'}},"
          + "{'then': {'mode': 'bounce', 'throttle': '1/s..9KiB/s'}}]}}]}";

  @Test
  void aRunOfOneConnectionAfterAnotherGivesTheSameAnswersAgain() {
    assertThat(run(42)).isEqualTo(run(42)).isNotEqualTo(run(43));
  }

  @Test
  void aSessionDoesNotDependOnThoseBesideIt() {
    PolicyInForce alone = Documents.inForce(DOCUMENT.formatted(42));
    List<String> first = session(alone, 1);
    List<String> third = session(alone, 3);

    PolicyInForce crowded = Documents.inForce(DOCUMENT.formatted(42));
    List<List<String>> answers = new ArrayList<>();
    List<Visitor> visitors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      visitors.add(Visitor.of(crowded, i + 1));
      answers.add(new ArrayList<>());
    }
    // Step by step, in an order that is drawn.
    List<Integer> turns = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      turns.addAll(List.of(0, 1, 2));
    }
    Collections.shuffle(turns, new Random(7));
    turns.forEach(i -> step(visitors.get(i), answers.get(i)));

    assertThat(answers.get(0)).isEqualTo(first);
    assertThat(answers.get(2)).isEqualTo(third);
    assertThat(answers.get(0)).isNotEqualTo(answers.get(1));
  }

  @Test
  void theOrdinalStartsOverWithAReset() {
    PolicyInForce policy = Documents.inForce(DOCUMENT.formatted(42));
    List<String> first = session(policy, 1);
    session(policy, 2);
    policy.startOver();

    assertThat(session(policy, 3)).isEqualTo(first);
  }

  @Test
  void theOrdinalStartsOverWithAChangeOfTheSeedAndWithNoOther() {
    PolicyInForce policy = Documents.inForce(DOCUMENT.formatted(42));
    List<String> first = session(policy, 1);
    List<String> second = session(policy, 2);
    policy.replace(Documents.read(DOCUMENT.formatted(7)), Change.lasting("test", ""));
    policy.replace(Documents.read(DOCUMENT.formatted(42)), Change.lasting("test", ""));
    assertThat(session(policy, 3)).isEqualTo(first);

    policy.replace(
        Documents.read(DOCUMENT.formatted(42)).withMode(ModeSetting.ACCEPT),
        Change.lasting("test", ""));
    policy.replace(Documents.read(DOCUMENT.formatted(42)), Change.lasting("test", ""));
    assertThat(session(policy, 4)).isEqualTo(second);
  }

  @Test
  void chanceSaysYesAboutAsOftenAsItShould() {
    PolicyInForce policy =
        Documents.inForce(
            "{'seed': 5, 'rules': [{'name': 'r', 'at': 'noop', 'when': {'chance': 0.1},"
                + " 'then': {'reply': '451 4.7.1 r'}}]}");

    // One draw of each of 10,000 sessions: neighbours do not draw alike.
    long refused =
        LongStream.rangeClosed(1, 10_000)
            .filter(ordinal -> Visitor.of(policy, ordinal).command(Stage.NOOP).reply() != null)
            .count();

    assertThat(refused).isBetween(900L, 1100L);
  }

  @Test
  void choicesComeByTheirWeights() {
    PolicyInForce policy =
        Documents.inForce(
            "{'seed': 5, 'rules': [{'name': 'r', 'at': 'noop', 'then': {'choose': ["
                + "{'weight': 9, 'then': {'accept': true}},"
                + "{'weight': 1, 'then': {'reply': '451 4.7.1 r'}}]}}]}");

    long refused =
        LongStream.rangeClosed(1, 10_000)
            .filter(ordinal -> Visitor.of(policy, ordinal).command(Stage.NOOP).reply() != null)
            .count();

    assertThat(refused).isBetween(900L, 1100L);
  }

  @Test
  void chanceIsNotDrawnWhereAnythingElseFails() {
    String rule =
        "{'name': 'r', 'at': 'noop', 'when': {'chance': 0.5, 'helo': 'x'},"
            + " 'then': {'accept': true}}, ";
    String drawn = DOCUMENT.formatted(42);
    PolicyInForce more = Documents.inForce(drawn.replace("'rules': [", "'rules': [" + rule));

    assertThat(session(more, 1)).isEqualTo(session(Documents.inForce(drawn), 1));
  }

  private static List<String> run(long seed) {
    PolicyInForce policy = Documents.inForce(DOCUMENT.formatted(seed));
    List<String> all = new ArrayList<>();
    for (int ordinal = 1; ordinal <= 5; ordinal++) {
      all.addAll(session(policy, ordinal));
    }
    return all;
  }

  private static List<String> session(PolicyInForce policy, long ordinal) {
    Visitor visitor = Visitor.of(policy, ordinal);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      step(visitor, answers);
    }
    return answers;
  }

  private static void step(Visitor visitor, List<String> answers) {
    answers.add(Shown.of(visitor.command(Stage.NOOP)));
    answers.add(Shown.of(visitor.send("a@a.test", "b@b.test")));
  }
}
