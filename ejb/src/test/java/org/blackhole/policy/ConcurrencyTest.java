// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 64 sessions at once: what is counted is exact, whatever comes first. */
class ConcurrencyTest {

  private static final int SESSIONS = 64;
  private static final int ROUNDS = 50;

  private final ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);

  @AfterEach
  void stop() {
    threads.shutdown();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'first': 10|10",
        "'first': 10, 'times': 7|7",
        "'after': 3190|10",
        "'after': 10, 'times': 20|20",
        "'every': 7|457",
        "'every': 7, 'times': 100|100",
        "'times': 33|33"
      })
  void aScriptActsExactlyAsOftenAsItSays(String script, int times) throws Exception {
    PolicyInForce policy =
        Documents.inForce(
            "{'rules': [{'name': 'r', 'at': 'noop', 'script': {"
                + script
                + "}, 'then': {'reply': '451 4.7.1 r'}}]}");

    List<Verdict> all = all(number -> Visitor.of(policy, number), noops());

    assertThat(all).hasSize(SESSIONS * ROUNDS);
    assertThat(all).filteredOn(verdict -> verdict.reply() != null).hasSize(times);
  }

  @Test
  void eachActionOfASequenceIsTakenAsOftenAsTheOthers() throws Exception {
    PolicyInForce policy =
        Documents.inForce(
            "{'rules': [{'name': 'r', 'at': 'noop', 'script': {'repeat': true, 'sequence': ["
                + "{'reply': '450 4.7.1 a'}, {'reply': '451 4.7.1 b'}, {'reply': '452 4.7.1 c'},"
                + "{'accept': true}]}}]}");

    Map<String, Integer> counts = new HashMap<>();
    for (Verdict verdict : all(number -> Visitor.of(policy, number), noops())) {
      counts.merge(Shown.of(verdict), 1, Integer::sum);
    }

    assertThat(counts)
        .containsOnly(
            Map.entry("450 4.7.1 a by r", 800),
            Map.entry("451 4.7.1 b by r", 800),
            Map.entry("452 4.7.1 c by r", 800),
            Map.entry("yes by r", 800));
  }

  @Test
  void eachKeyIsCountedByItselfAndNoneIsLost() throws Exception {
    PolicyInForce policy =
        Documents.inForce(
            "{'rules': [{'name': 'r', 'at': 'mail',"
                + " 'script': {'first': 10, 'per': ['senderDomain', 'client']},"
                + " 'then': {'reply': '451 4.7.1 {sender}'}}]}");

    // All sessions go through the same 1,000 keys, each from a place of its own.
    List<Verdict> all =
        all(
            number -> Visitor.of(policy, number),
            (visitor, number) ->
                IntStream.range(0, 1000)
                    .mapToObj(
                        i -> {
                          Verdict verdict = visitor.mail("a@d" + (i + number * 16) % 1000);
                          visitor.abandon();
                          return verdict;
                        })
                    .toList());

    Map<String, Integer> counts = new HashMap<>();
    all.stream()
        .filter(verdict -> verdict.reply() != null)
        .forEach(verdict -> counts.merge(Shown.of(verdict), 1, Integer::sum));
    assertThat(counts).hasSize(1000);
    assertThat(counts.values()).allMatch(count -> count == 10);
    assertThat(Objects.requireNonNull(policy.current().counts().matches("r")).snapshot())
        .hasSize(1000);
  }

  @Test
  void aBucketGivesAsMuchAsItHolds() throws Exception {
    PolicyInForce policy =
        standing(
            "{'limits': [{'name': 'l', 'messages': 500, 'octets': 77000, 'every': '1h',"
                + " 'then': {'reply': '451 4.7.1 l'}}]}");

    List<Verdict> mails = new ArrayList<>();
    List<Verdict> messages = new ArrayList<>();
    all(
        number -> Visitor.of(policy, number),
        (visitor, number) -> {
          for (int i = 0; i < ROUNDS; i++) {
            Verdict mail = visitor.mail("a@a.test");
            Verdict message = Visitor.isYes(mail) ? visitor.message(1000) : null;
            synchronized (mails) {
              mails.add(mail);
              if (message != null) {
                messages.add(message);
              }
            }
          }
          return List.of();
        });

    assertThat(mails).filteredOn(Visitor::isYes).hasSize(500);
    assertThat(messages).hasSize(500).filteredOn(Visitor::isYes).hasSize(77);
  }

  @Test
  void whatALaterLimitRefusesIsPutBackIntoTheFirst() throws Exception {
    PolicyInForce policy =
        standing(
            "{'limits': ["
                + "{'name': 'all', 'messages': 1000, 'every': '1h',"
                + " 'then': {'reply': '451 4.7.1 all'}},"
                + "{'name': 'each', 'per': 'session', 'messages': 3, 'every': '1h',"
                + " 'then': {'reply': '451 4.7.1 each'}}]}");

    List<Verdict> all =
        all(
            number -> Visitor.of(policy, number),
            (visitor, number) -> {
              List<Verdict> verdicts = new ArrayList<>();
              for (int i = 0; i < ROUNDS; i++) {
                verdicts.add(visitor.mail("a@a.test"));
                visitor.abandon();
              }
              return verdicts;
            });

    assertThat(all).filteredOn(Visitor::isYes).hasSize(3 * SESSIONS);
    var bucket = policy.current().counts().limits().get(0).messages();
    assertThat(bucket).isNotNull();
    assertThat(bucket.snapshot().get(List.of())).isEqualTo(1000.0 - 3 * SESSIONS);
  }

  @Test
  void capsHoldAndComeBackToNothing() throws Exception {
    PolicyInForce policy =
        standing(
            "{'limits': [{'name': 'l', 'per': 'listener', 'sessions': 10,"
                + " 'then': {'reply': '421 4.7.0 l'}}]}");

    // All come, and only then do all go.
    CountDownLatch come = new CountDownLatch(SESSIONS);
    List<Verdict> all =
        all(
            number -> Visitor.of(policy, number),
            (visitor, number) -> {
              Verdict verdict = visitor.connect();
              come.countDown();
              await(come);
              visitor.end();
              return List.of(verdict);
            });

    assertThat(all).filteredOn(Visitor::isYes).hasSize(10);
    assertThat(open(policy)).isEmpty();

    // Coming and going without end.
    all(
        number -> Visitor.of(policy, number),
        (visitor, number) -> {
          for (int i = 0; i < ROUNDS; i++) {
            Visitor one = Visitor.of(policy, number * ROUNDS + i);
            one.connect();
            assertThat(open(policy).getOrDefault(List.of("mx"), 0L)).isLessThanOrEqualTo(10);
            one.end();
          }
          return List.of();
        });
    assertThat(open(policy)).isEmpty();
  }

  private static Map<List<String>, Long> open(PolicyInForce policy) {
    var caps = policy.current().counts().limits().get(0).caps();
    return caps == null ? Map.of(List.of("no cap"), -1L) : caps.snapshot();
  }

  /** In force, with a clock that stands still: no bucket fills. */
  private static PolicyInForce standing(String document) {
    ManualTimer timer = new ManualTimer();
    return new PolicyInForce(
        Policies.first(Documents.read(document)), revision -> {}, timer, timer, () -> 0);
  }

  /** What a session does, and what it got. */
  private interface Doing {
    List<Verdict> by(Visitor visitor, int number) throws Exception;
  }

  private static Doing noops() {
    return (visitor, number) ->
        IntStream.range(0, ROUNDS).mapToObj(i -> visitor.command(Stage.NOOP)).toList();
  }

  private List<Verdict> all(IntFunction<Visitor> visitors, Doing doing) throws Exception {
    CountDownLatch start = new CountDownLatch(SESSIONS);
    List<Future<List<Verdict>>> work = new ArrayList<>();
    for (int i = 1; i <= SESSIONS; i++) {
      int number = i;
      work.add(
          threads.submit(
              () -> {
                Visitor visitor = visitors.apply(number);
                start.countDown();
                await(start);
                return doing.by(visitor, number);
              }));
    }
    List<Verdict> all = new ArrayList<>();
    for (Future<List<Verdict>> each : work) {
      all.addAll(each.get());
    }
    return all;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
