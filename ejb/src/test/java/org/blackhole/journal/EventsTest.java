// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventsTest {

  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");
  private static final Set<EventType> ALL = EnumSet.allOf(EventType.class);

  private final AtomicLong nanos = new AtomicLong();
  private final Events events = new Events(() -> TIME, nanos::get);

  @Test
  void aReaderGetsWhatHappensFromNowOnInItsOrder() {
    events.publish(policy(1));
    try (EventReader reader = events.subscribe(Events.NOW, ALL)) {
      assertThat(reader.poll(10).isEmpty()).isTrue();
      events.publish(policy(2));
      events.publish(message("a"));
      assertThat(found(reader)).containsExactly(policy(2), message("a"));
      assertThat(reader.poll(10).isEmpty()).isTrue();
    }
  }

  @Test
  void aReaderGetsTheTypesItAskedFor() {
    try (EventReader reader = events.subscribe(Events.NOW, Set.of(EventType.POLICY))) {
      events.publish(message("a"));
      events.publish(policy(2));
      assertThat(found(reader)).containsExactly(policy(2));
    }
  }

  @Test
  void whatIsFrequentIsOnlyKeptWhileSomebodyFollowsAndAWhileLonger() {
    assertThat(events.isFollowed()).isFalse();
    events.publish(message("a"));
    EventReader reader = events.subscribe(Events.OLDEST, ALL);
    assertThat(events.isFollowed()).isTrue();
    events.publish(message("b"));
    assertThat(found(reader)).containsExactly(message("b"));

    reader.close();
    reader.close();
    assertThat(events.readers()).isZero();
    nanos.addAndGet(Events.LINGER - 1);
    events.settle();
    assertThat(events.isFollowed()).isTrue();
    nanos.addAndGet(1);
    events.settle();
    assertThat(events.isFollowed()).isFalse();
  }

  @Test
  void whoComesBackGoesOnWhereItWas() {
    EventReader first = events.subscribe(Events.NOW, ALL);
    events.publish(policy(1));
    events.publish(policy(2));
    long seen = first.poll(1).events().get(0).number();
    first.close();
    events.publish(message("a"));
    try (EventReader second = events.subscribe(seen, ALL)) {
      EventReader.Batch batch = second.poll(10);
      assertThat(batch.hasMissed()).isFalse();
      assertThat(batch.events())
          .extracting(Events.Numbered::event)
          .containsExactly(policy(2), message("a"));
    }
  }

  @Test
  void whoComesBackAfterNobodyFollowedIsToldThatItMissedSomething() {
    EventReader first = events.subscribe(Events.NOW, ALL);
    events.publish(policy(1));
    long seen = first.poll(1).events().get(0).number();
    first.close();
    nanos.addAndGet(Events.LINGER);
    events.settle();
    events.publish(message("lost"));
    events.publish(policy(2));
    try (EventReader second = events.subscribe(seen, ALL)) {
      EventReader.Batch batch = second.poll(10);
      assertThat(batch.hasMissed()).isTrue();
      assertThat(batch.missed()).isZero();
      assertThat(batch.events()).extracting(Events.Numbered::event).contains(policy(2));
      assertThat(second.poll(10).isEmpty()).isTrue();
    }
  }

  @Test
  void whoComesBackAfterARestartIsToldSoToo() {
    events.publish(policy(1));
    Events after = new Events(() -> TIME.plusSeconds(5), nanos::get);
    after.publish(policy(2));
    long before = TIME.toEpochMilli() * 1000;
    try (EventReader reader = after.subscribe(before, ALL)) {
      EventReader.Batch batch = reader.poll(10);
      assertThat(batch.hasMissed()).isTrue();
      assertThat(batch.events()).extracting(Events.Numbered::event).containsExactly(policy(2));
      assertThat(batch.events().get(0).number()).isGreaterThan(before);
    }
    try (EventReader fromTheFuture = after.subscribe(Long.MAX_VALUE - 1, ALL)) {
      assertThat(fromTheFuture.poll(10).hasMissed()).isTrue();
    }
  }

  @Test
  void whoIsTooSlowIsToldHowManyWentBy() {
    try (EventReader reader = events.subscribe(Events.NOW, ALL)) {
      int published = 3 * Events.CAPACITY;
      for (int i = 0; i < published; i++) {
        events.publish(policy(i));
      }
      long missed = 0;
      List<Event> found = new ArrayList<>();
      for (EventReader.Batch batch = reader.poll(100); !batch.isEmpty(); batch = reader.poll(100)) {
        missed += batch.missed();
        batch.events().forEach(each -> found.add(each.event()));
      }
      assertThat(missed).isPositive();
      assertThat(missed + found.size()).isEqualTo(published);
      assertThat(found).endsWith(policy(published - 1));
    }
  }

  @Test
  void nothingIsLostOrTwiceUnderEightThreads() throws Exception {
    int each = 1500;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (EventReader reader = events.subscribe(Events.NOW, ALL)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int from = thread * each;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    events.publish(policy(from + i));
                  }
                }));
      }
      List<Long> found = new ArrayList<>();
      boolean isOver = false;
      while (!isOver) {
        boolean wereDone = running.stream().allMatch(Future::isDone);
        EventReader.Batch batch = reader.poll(64);
        assertThat(batch.hasMissed()).isFalse();
        batch.events().forEach(one -> found.add(((PolicyEvent) one.event()).revision()));
        isOver = wereDone && batch.isEmpty();
      }
      assertThat(found).hasSize(8 * each).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aPauseEndsWhenTheReaderIsClosed() throws InterruptedException {
    EventReader reader = events.subscribe(Events.NOW, ALL);
    Thread closing = new Thread(reader::close);
    closing.start();
    reader.pause(TimeUnit.HOURS.toMillis(1));
    closing.join();
    assertThat(reader.isClosed()).isTrue();
  }

  private static List<Event> found(EventReader reader) {
    return reader.poll(100).events().stream().map(Events.Numbered::event).toList();
  }

  private static PolicyEvent policy(long revision) {
    return new PolicyEvent(revision, "vera", TIME, "");
  }

  private static MessageEvent message(String session) {
    return new MessageEvent(session, TIME, "mx", "192.0.2.1", "a@b.example", 1, 10, 250, null);
  }
}
