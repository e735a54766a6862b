// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.blackhole.smtp.api.Conversation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Until when event loops wait, and who tells them the time. */
class EventLoopsTest extends OnEachTransport {

  private static final long WITHOUT_END = -1;

  private final EventLoop loop = transport().loops().next();
  private final Clock clock = new Clock(new DefaultThreadFactory("clock-under-test"));

  EventLoopsTest(TransportKind kind) {
    super(kind);
  }

  @AfterEach
  void closeTheClock() {
    clock.close();
  }

  private static long deadline(EventLoop loop) {
    return ask((EventLoops.Loop) loop, EventLoops.Loop::deadlineNanos);
  }

  private static long delay(EventLoop loop) {
    return ask((EventLoops.Loop) loop, own -> own.delayNanos(System.nanoTime()));
  }

  private static long ask(EventLoops.Loop loop, ToLongFunction<EventLoops.Loop> question) {
    return loop.submit(() -> question.applyAsLong(loop)).syncUninterruptibly().getNow();
  }

  @Test
  void aLoopWaitsUntilSomethingIsDueOrElseWithoutAnEnd() {
    assertThat(deadline(loop)).isEqualTo(WITHOUT_END);
    var due = loop.schedule(() -> {}, 1, TimeUnit.HOURS);
    assertThat(deadline(loop)).isPositive();
    due.cancel(false);
    assertThat(deadline(loop)).isEqualTo(WITHOUT_END);
  }

  @Test
  void thatIsWhatNioIsToldToo() {
    assertThat(delay(loop)).isEqualTo(Long.MAX_VALUE);
    var due = loop.schedule(() -> {}, 1, TimeUnit.HOURS);
    assertThat(delay(loop)).isLessThanOrEqualTo(TimeUnit.HOURS.toNanos(1));
    due.cancel(false);
  }

  @Test
  void aSessionThatWaitsForItsClientSetsNoTimer() throws Exception {
    SmtpSocket server = serve(new Conversation() {});
    try (Client client = Client.of(server).greet()) {
      for (EventExecutor each : transport().loops()) {
        assertThat(deadline((EventLoop) each)).isEqualTo(WITHOUT_END);
      }
      client.say("NOOP\r\n").hear("250 ");
    }
  }

  @Test
  void whatTheClockHandsOverIsDoneOnTheLoop() {
    CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
    clock.later(
        Duration.ofMillis(50), () -> loop.execute(() -> onLoop.complete(loop.inEventLoop())));
    assertThat(deadline(loop)).isEqualTo(WITHOUT_END);
    assertThat(onLoop).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
  }

  @Test
  void theClockRepeatsUntilItIsToldToStop() {
    AtomicInteger turns = new AtomicInteger();
    var repeated = clock.every(Duration.ofMillis(1), turns::incrementAndGet);
    await().until(() -> turns.get() > 2);
    repeated.cancel(false);
    afterwards();
    int before = turns.get();
    afterwards();
    assertThat(turns).hasValue(before);
  }

  /** Returns when the clock has gone on for some turns of what it was told to repeat. */
  private void afterwards() {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    clock.later(Duration.ofMillis(20), () -> passed.complete(true));
    assertThat(passed).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void aClosedClockForgetsWhatIsDueAndTakesNoMore() throws Exception {
    AtomicInteger done = new AtomicInteger();
    clock.later(Duration.ofHours(1), done::incrementAndGet);
    clock.close();
    assertThat(clock.awaitEnd(TimeUnit.SECONDS.toNanos(20))).isTrue();
    clock.later(Duration.ZERO, done::incrementAndGet);
    assertThat(done).hasValue(0);
  }
}
