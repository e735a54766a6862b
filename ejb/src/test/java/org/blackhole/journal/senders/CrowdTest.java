// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.journal.Events;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.journal.sessions.Visit;
import org.junit.jupiter.api.Test;

/** Many sessions at once: each is counted, and of what cannot be read the number is told. */
class CrowdTest {

  private static final String CLIENT = "192.0.2.1";
  private static final String NO = "451 4.7.1 no";
  private static final int THREADS = 8;
  private static final int EACH = 3000;

  private final Senders senders = new Senders();
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong seconds = new AtomicLong();
  private final SessionJournal journal =
      new SessionJournal(
          100,
          1 << 20,
          new Events(),
          senders,
          () -> Instant.parse("2026-11-21T09:00:00Z").plusSeconds(seconds.get()),
          () -> 0);

  private Visit visit(String client) {
    return Visit.to(journal, sessions.incrementAndGet(), client);
  }

  private void refuse(String client, String recipient) {
    visit(client).envelope("a@example", "ok@example").refused(recipient, NO).quit();
  }

  private SenderReport report(String client) {
    return senders.find(client).orElseThrow();
  }

  @Test
  void onlySoManyTranscriptsOfAClientWaitToBeRead() {
    String other = "192.0.2.2";
    for (int i = 0; i < Sender.MOST_WAITING + 10; i++) {
      refuse(CLIENT, i + "@example");
    }
    refuse(other, "b@example");
    assertThat(report(CLIENT).sessions()).isEqualTo(Sender.MOST_WAITING + 10);
    assertThat(report(CLIENT).codes()).containsEntry(451, Sender.MOST_WAITING + 10L);
    assertThat(report(CLIENT).unread()).isEqualTo(10);
    assertThat(report(other).unread()).isZero();

    refuse(CLIENT, "c@example");
    assertThat(report(CLIENT).unread()).isEqualTo(10);
  }

  @Test
  void onlySoManyOfAllClientsWait() {
    int clients = Backlog.CAPACITY / Sender.MOST_WAITING + 1;
    for (int client = 1; client <= clients; client++) {
      for (int i = 0; i < Sender.MOST_WAITING; i++) {
        refuse("192.0.2." + client, "b@example");
      }
    }
    assertThat(senders.list())
        .hasSize(clients)
        .extracting(SenderReport::sessions)
        .containsOnly(500L);
    assertThat(senders.list().stream().mapToLong(SenderReport::unread).sum())
        .isEqualTo((long) clients * Sender.MOST_WAITING - Backlog.CAPACITY);
  }

  @Test
  void whoReadsIsCalledOnceWhenHalfOfAClientsPlacesAreTaken() {
    AtomicLong calls = new AtomicLong();
    senders.callWhenMany(calls::incrementAndGet);
    for (long times = 1; times <= 2; times++) {
      for (int i = 1; i < Sender.MOST_WAITING / 2; i++) {
        refuse(CLIENT, i + "@example");
      }
      assertThat(calls).hasValue(times - 1);
      refuse(CLIENT, "b@example");
      refuse(CLIENT, "c@example");
      assertThat(calls).hasValue(times);
      senders.catchUp();
    }
  }

  @Test
  void whoReadsIsCalledWhenHalfOfAllPlacesAreTaken() {
    AtomicLong calls = new AtomicLong();
    senders.callWhenMany(calls::incrementAndGet);
    for (int i = 1; i < Backlog.CAPACITY / 2; i++) {
      refuse("192.0.2." + i % 200, "b@example");
    }
    assertThat(calls).hasValue(0);
    refuse(CLIENT, "b@example");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aTryIsComparedWithOneThatNobodyHasReadYet() {
    refuse(CLIENT, "b@example");
    seconds.addAndGet(600);
    visit(CLIENT).mail("a@example", "b@example", 1).quit();
    assertThat(report(CLIENT).retries()).isOne();

    // It got through: nothing is remembered, so nothing is read.
    visit(CLIENT).mail("a@example", "b@example", 1).quit();
    assertThat(report(CLIENT).unread()).isZero();
    assertThat(report(CLIENT).retries()).isOne();
  }

  @Test
  void nothingIsLostOrCountedTwiceAmongThreads() throws Exception {
    AtomicBoolean ending = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      Callable<Void> reading =
          () -> {
            while (!ending.get()) {
              senders.catchUp();
              assertThat(senders.list()).hasSizeLessThanOrEqualTo(Senders.MOST);
            }
            return null;
          };
      Callable<Void> sending =
          () -> {
            for (int n = 0; n < EACH; n++) {
              refuse(CLIENT, "b@example");
              visit("10.0." + n % 20 + "." + n % 250).quit();
            }
            return null;
          };
      Future<Void> reader = threads.submit(reading);
      List<Future<Void>> clients = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        clients.add(threads.submit(sending));
      }
      for (Future<Void> each : clients) {
        each.get(1, TimeUnit.MINUTES);
      }
      ending.set(true);
      reader.get(1, TimeUnit.MINUTES);
    } finally {
      threads.shutdownNow();
    }
    long all = (long) THREADS * EACH;
    assertThat(report(CLIENT).sessions()).isEqualTo(all);
    assertThat(report(CLIENT).codes()).containsEntry(451, all).containsEntry(221, all);
    assertThat(senders.list().stream().mapToLong(SenderReport::sessions).sum()).isEqualTo(2 * all);
  }
}
