// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.journal.Event;
import org.blackhole.journal.EventReader;
import org.blackhole.journal.EventType;
import org.blackhole.journal.Events;
import org.blackhole.journal.PolicyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final Set<EventType> ALL = EnumSet.allOf(EventType.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Events events = new Events();
  private final EventStreams streams = new EventStreams(events);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean present = new AtomicBoolean(true);
  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void end() throws InterruptedException {
    streams.stop();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void eachEventHasItsNameItsNumberAndItsData() throws Exception {
    Future<?> running = start(out);
    events.publish(policy(7));
    await().atMost(PATIENCE).until(() -> text().contains("data"));
    assertThat(text())
        .matches("retry: 2000\n\n:\n\nevent: policy\nid: \\d{16}\ndata: \\{\"revision\":7\\}\n\n");
    streams.stop();
    running.get(30, TimeUnit.SECONDS);
    assertThat(events.readers()).isZero();
  }

  @Test
  void inSilenceACommentTellsThatItIsAlive() {
    Future<?> running = start(out);
    await().atMost(PATIENCE).until(() -> text().endsWith("\n\n"));
    clock.addAndGet(EventStream.HEARTBEAT.toNanos());
    await().atMost(PATIENCE).until(() -> text().endsWith("\n\n:\n\n"));
    clock.addAndGet(EventStream.HEARTBEAT.toNanos());
    await().atMost(PATIENCE).until(() -> text().endsWith("\n\n:\n\n:\n\n"));
    assertThat(running).isNotDone();
  }

  @Test
  void itEndsWithTheLogIn() throws Exception {
    Future<?> running = start(out);
    present.set(false);
    clock.addAndGet(EventStream.LOOK_AFTER_READER.toNanos());
    running.get(30, TimeUnit.SECONDS);
    assertThat(events.readers()).isZero();
  }

  @Test
  void itEndsWhenTheReaderIsGone() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatIOException().isThrownBy(() -> stream().write(broken));
    assertThat(events.readers()).isZero();
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpNobodyAndIsToldWhatItMissed() throws Exception {
    CountDownLatch reads = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int octet) {
            out.write(octet);
          }

          @Override
          public void write(byte[] octets, int from, int length) throws IOException {
            try {
              stuck.countDown();
              reads.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            out.write(octets, from, length);
          }
        };
    Future<?> running = start(slow);
    stuck.await();
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    Future<?> quick = start(other);
    for (int i = 0; i < 40_000; i++) {
      events.publish(policy(i));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> other.toString(StandardCharsets.UTF_8).contains(":39999}"));
    reads.countDown();
    await().atMost(PATIENCE).until(() -> text().contains(":39999}"));
    assertThat(text()).contains("event: missed\ndata: {\"count\":");
    streams.stop();
    running.get(30, TimeUnit.SECONDS);
    quick.get(30, TimeUnit.SECONDS);
  }

  @Test
  void thereAreOnlySoManyReadersAndNoneOnceItStopped() {
    for (int i = 0; i < EventStreams.MOST; i++) {
      assertThat(streams.open(Events.NOW, ALL)).isPresent();
    }
    assertThat(streams.open(Events.NOW, ALL)).isEmpty();
    streams.stop();
    assertThat(events.readers()).isZero();
    assertThat(streams.open(Events.NOW, ALL)).isEmpty();
  }

  @Test
  void aReaderThatLeftMakesRoomForAnother() {
    EventReader first = streams.open(Events.NOW, ALL).orElseThrow();
    for (int i = 1; i < EventStreams.MOST; i++) {
      assertThat(streams.open(Events.NOW, ALL)).isPresent();
    }
    first.close();
    assertThat(streams.open(Events.NOW, ALL)).isPresent();
    assertThat(streams.open(Events.NOW, ALL)).isEmpty();
  }

  @Test
  void whoStopsWaitsUntilAllHaveEnded() throws Exception {
    streams.threads = new PlainThreads();
    CountDownLatch going = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    streams.run(
        () -> {
          going.countDown();
          EventReader reader = streams.open(Events.NOW, ALL).orElseThrow();
          while (!reader.isClosed()) {
            Thread.onSpinWait();
          }
          ended.set(true);
        });
    going.await();
    await().atMost(PATIENCE).until(() -> events.readers() == 1);
    streams.stop();
    streams.awaitEnd(PATIENCE);
    assertThat(ended).isTrue();
  }

  @Test
  void whoStopsDoesNotWaitForeverForOneThatHangs() {
    streams.threads = new PlainThreads();
    CountDownLatch hung = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    streams.run(
        () -> {
          await().atMost(PATIENCE).until(() -> hung.getCount() == 0);
          ended.set(true);
        });
    streams.awaitEnd(Duration.ofMillis(1));
    assertThat(ended).isFalse();
    hung.countDown();
    streams.awaitEnd(PATIENCE);
    assertThat(ended).isTrue();
  }

  private static final class PlainThreads implements ManagedThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
      return new Thread(task);
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      throw new UnsupportedOperationException();
    }
  }

  private Future<?> start(OutputStream to) {
    EventStream stream = stream();
    return threads.submit(
        () -> {
          stream.write(to);
          return null;
        });
  }

  private EventStream stream() {
    Optional<EventReader> reader = streams.open(Events.NOW, ALL);
    return new EventStream(reader.orElseThrow(), EventStreamTest::view, present::get, clock::get);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonObject view(Event event) {
    return Json.createObjectBuilder().add("revision", ((PolicyEvent) event).revision()).build();
  }

  private static PolicyEvent policy(long revision) {
    return new PolicyEvent(revision, "vera", Instant.EPOCH, "");
  }
}
