// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Reply;
import org.junit.jupiter.api.Test;

/** The journal is exact under many threads, and stays within its room whatever comes. */
class BoundsTest {

  private static final int THREADS = 8;
  private static final long PLENTY = 1L << 30;
  private static final byte[] RECIPIENT =
      ("RCPT TO:<" + "x".repeat(200) + "@example>").getBytes(StandardCharsets.US_ASCII);
  private static final Reply REFUSAL = Reply.of(550, "5.1.1", "no");
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One that is told apart by its number in the sender. */
  private static void good(SessionJournal journal, long number) {
    Visit.to(journal, number, "192.0.2.1").greet().mail("s" + number + "@x", "b@x", 10).quit();
  }

  private static void bad(SessionJournal journal, long number) {
    Visit.to(journal, number, "192.0.2.1").greet().refused("b@x", "550 5.1.1 no").quit();
  }

  private static void onThreads(int each, LongConsumer session) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicLong numbers = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> done = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      done.add(
          threads.submit(
              () -> {
                start.await();
                for (int i = 0; i < each; i++) {
                  session.accept(numbers.incrementAndGet());
                }
                return null;
              }));
    }
    start.countDown();
    for (Future<?> thread : done) {
      thread.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
  }

  @Test
  void everySessionOfEightThreadsIsThereOnceAndWhole() throws Exception {
    SessionJournal journal = Journals.of(THREADS * 1000 * 4, PLENTY);
    onThreads(1000, number -> good(journal, number));
    List<SessionSummary> all = Journals.all(journal);
    assertThat(all).hasSize(THREADS * 1000).doesNotHaveDuplicates();
    assertThat(all).extracting(SessionSummary::id).doesNotHaveDuplicates();
    for (SessionSummary session : all.subList(0, 200)) {
      long number = Long.parseLong(session.id(), 16);
      assertThat(journal.find(session.id()).orElseThrow().transactions())
          .extracting(SentMessage::sender)
          .containsExactly("s" + number + "@x");
    }
    assertThat(journal.live()).isZero();
  }

  @Test
  void aFloodLeavesTheNewestAndNoMoreThanThereIsRoomFor() throws Exception {
    SessionJournal journal = Journals.of(400, PLENTY);
    onThreads(1500, number -> good(journal, number));
    List<SessionSummary> all = Journals.all(journal);
    assertThat(all).hasSize(300); // the rest is for what went wrong
    // By their end: each thread may have begun one long before.
    assertThat(all.get(299 - THREADS).number()).isGreaterThan(THREADS * 1500 - 300 - 3 * THREADS);
  }

  @Test
  void octetsAreBoundedToo() throws Exception {
    long room = 1 << 20;
    SessionJournal journal = Journals.of(1_000_000, room);
    onThreads(
        250,
        number -> {
          Visit visit = Visit.to(journal, number, "192.0.2.1").greet();
          for (int i = 0; i < 40; i++) {
            visit.refused("x".repeat(200) + i + "@example", "550 5.1.1 no");
          }
          visit.quit();
        });
    assertThat(journal.octets()).isBetween(room / 2, room);
    assertThat(Journals.all(journal).size()).isBetween(100, (int) (room / 2048));
  }

  /** Garbage that is as old as the journal would cost a full collection now and then. */
  @Test
  void whatASessionLeavesServesTheNext() {
    double byNumber = octetsAllocated(Journals.of(40, PLENTY));
    double byOctets = octetsAllocated(Journals.of(1_000_000, 100_000));
    assertThat(byOctets).isLessThan(byNumber + 1000);
  }

  private static double octetsAllocated(SessionJournal journal) {
    int sessions = 2000;
    long before = 0;
    for (int i = -sessions; i < sessions; i++) {
      if (i == 0) {
        before = THREAD.getCurrentThreadAllocatedBytes();
      }
      Visit visit = Visit.to(journal, i, "192.0.2.1").greet();
      // Of different lengths, in turn.
      for (int line = 0; line < 12 + i % 5; line++) {
        visit.say(RECIPIENT).hear(REFUSAL);
      }
      visit.quit();
    }
    return (THREAD.getCurrentThreadAllocatedBytes() - before) / (double) sessions;
  }

  @Test
  void aFloodOfGoodOnesDoesNotWashAwayWhatWentWrong() {
    SessionJournal journal = Journals.of(400, PLENTY);
    for (int i = 1; i <= 50; i++) {
      bad(journal, i);
    }
    Visit.to(journal, 51, "192.0.2.1").handshakeFails("no").end(Ending.TLS_FAILED);
    Visit.to(journal, 52, "192.0.2.1").greet().end(Ending.LOST);
    for (int i = 100; i < 10_000; i++) {
      good(journal, i);
    }
    assertThat(journal.find("0000000000000001")).isPresent();
    assertThat(journal.find("0000000000000033")).isPresent();
    assertThat(journal.find("0000000000000034")).isPresent();
    assertThat(Journals.all(journal)).hasSize(352);
  }

  @Test
  void aFloodOfBadOnesHasAllTheRoomAndNoMore() {
    SessionJournal journal = Journals.of(400, PLENTY);
    for (int i = 1; i <= 5000; i++) {
      bad(journal, i);
    }
    assertThat(Journals.all(journal)).hasSize(400);
    assertThat(Journals.all(journal).get(399).number()).isEqualTo(4601);
  }

  @Test
  void aLongSessionKeepsItsBeginningItsEndAndWhatWasRefused() {
    SessionJournal journal = Journals.of(10, PLENTY);
    Visit visit = Visit.to(journal, 1, "192.0.2.1").greet();
    for (int i = 0; i < 1000; i++) {
      visit.mail("s" + i + "@example", "b@example", 10);
    }
    visit.envelope("refused@example", "b@example").content(10, "554 5.6.0 no such thing");
    for (int i = 1001; i < 2000; i++) {
      visit.mail("s" + i + "@example", "b@example", 10);
    }
    visit.quit();

    SessionDetail detail = journal.find(visit.id()).orElseThrow();
    List<String> transcript = Journals.transcript(journal, visit.id());
    assertThat(detail.truncated()).isTrue();
    assertThat(detail.summary().messages()).isEqualTo(1999);
    assertThat(detail.summary().refused()).isOne();
    assertThat(transcript)
        .startsWith("S 220 mx.example ESMTP", "C EHLO client.example")
        .containsSubsequence(
            "C MAIL FROM:<s0@example>",
            "C MAIL FROM:<refused@example>",
            "S 554 5.6.0 no such thing",
            "C MAIL FROM:<s1999@example>",
            "C QUIT",
            "S 221 2.0.0 Goodbye",
            "- ended: quit")
        .doesNotContain("C MAIL FROM:<s500@example>")
        .anyMatch(line -> line.matches("- \\([0-9]+ entries left out\\)"));
    assertThat(detail.transactions())
        .contains(new SentMessage(0, "refused@example", List.of("b@example"), 10, 554, null));
    assertThat(journal.octets()).isLessThan(Script.MOST + 1024);
  }

  @Test
  void noTranscriptIsLargerThanItsBound() {
    SessionJournal journal = Journals.of(10, PLENTY);
    Visit visit = Visit.to(journal, 1, "192.0.2.1").greet();
    for (int i = 0; i < 1000; i++) {
      visit.refused(i + "x".repeat(400) + "@example", "550 5.1.1 " + "y".repeat(400));
    }
    visit.end(Ending.LOST);
    assertThat(journal.octets()).isLessThan(Script.MOST + 1024);
    assertThat(Journals.transcript(journal, visit.id()))
        .startsWith("S 220 mx.example ESMTP")
        .endsWith("- ended: lost");
  }

  @Test
  void longLinesAreCut() {
    SessionJournal journal = Journals.of(10, PLENTY);
    Visit visit = Visit.to(journal, 1, "192.0.2.1").say("NOOP " + "x".repeat(2000));
    visit.quit();
    assertThat(Journals.transcript(journal, visit.id()).get(0))
        .startsWith("C NOOP xxx")
        .endsWith("x… (2005 octets)")
        .hasSizeLessThan(600);
  }

  /** The octets of one that leaves are another's soon. */
  @Test
  void endedSessionsAreReadWhileOthersTakeTheirPlace() throws Exception {
    SessionJournal journal = Journals.of(1_000_000, 100_000);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> writers =
        thread.submit(
            () -> {
              onThreads(
                  2000,
                  number -> {
                    Visit visit = Visit.to(journal, number, "192.0.2.1").greet();
                    for (int i = 0; i < number % 12; i++) {
                      visit.refused(number + "@example", "550 5.1.1 no");
                    }
                    visit.quit();
                  });
              return null;
            });
    long read = 0;
    while (!writers.isDone()) {
      for (SessionSummary each : Journals.all(journal)) {
        long number = Long.parseLong(each.id(), 16);
        if (each.end() != null) {
          assertThat(each.commands()).isEqualTo(2 + number % 12);
        }
        for (TranscriptLine line :
            journal.find(each.id()).map(SessionDetail::transcript).orElse(List.of())) {
          if (line.text().startsWith("RCPT")) {
            assertThat(line.text()).isEqualTo("RCPT TO:<" + number + "@example>");
            read++;
          }
        }
      }
    }
    writers.get(10, TimeUnit.SECONDS);
    thread.shutdown();
    assertThat(read).isPositive();
  }

  /** Whoever reads finds whole entries, whatever is being added. */
  @Test
  void openSessionsAreReadWhileTheyAreWritten() throws Exception {
    SessionJournal journal = Journals.of(10, PLENTY);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> writer =
        thread.submit(
            () -> {
              for (int round = 1; round <= 60; round++) {
                Visit visit = Visit.to(journal, round, "192.0.2.1").greet();
                for (int i = 0; i < 200; i++) {
                  visit.mail("s" + i + "@example", "b@example", i);
                  if (i % 7 == 0) {
                    visit.refused("no@example", "550 5.1.1 no");
                  }
                }
                visit.quit();
              }
              over.set(true);
            });
    long read = 0;
    while (!over.get()) {
      for (SessionSummary each : Journals.all(journal)) {
        for (TranscriptLine line :
            journal.find(each.id()).map(SessionDetail::transcript).orElse(List.of())) {
          assertThat(line.text())
              .matches("([0-9]{3}[ -]|EHLO|MAIL|RCPT|DATA|QUIT|\\([0-9]|ended).*");
          read++;
        }
      }
    }
    writer.get(10, TimeUnit.SECONDS);
    thread.shutdown();
    assertThat(read).isPositive();
  }
}
