// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Until when event loops wait, and who tells them the time. */
class EventLoopsTest {

  private static final long WITHOUT_END = -1;

  /** Until when the loop was to wait as it began to wait last. */
  private volatile long deadline;

  private final EventLoops loops =
      new EventLoops(1, new DefaultThreadFactory("loop-under-test"), observed());
  private final Clock clock = new Clock(new DefaultThreadFactory("clock-under-test"));

  @AfterEach
  void close() {
    clock.close();
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aLoopForWhichNothingIsDueWaitsWithoutAnEnd() {
    loops.execute(() -> {});
    await().until(() -> deadline == WITHOUT_END);
  }

  @Test
  void aLoopForWhichSomethingIsDueWaitsUntilThen() {
    var future = loops.schedule(() -> {}, 1, TimeUnit.HOURS);
    await().until(() -> deadline > 0);
    future.cancel(false); // which wakes nobody
    loops.execute(() -> {});
    await().until(() -> deadline == WITHOUT_END);
  }

  @Test
  void whatTheClockHandsOverIsDoneOnTheLoopWhichDoesNotWaitForIt() {
    CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
    var loop = loops.next();
    clock.later(Duration.ofMillis(50), loop, () -> onLoop.complete(loop.inEventLoop()));
    assertThat(onLoop).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
    assertThat(deadline).isNotPositive();
  }

  @Test
  void theClockRepeatsUntilItIsToldToStop() {
    AtomicInteger turns = new AtomicInteger();
    var repeated = clock.every(Duration.ofMillis(1), turns::incrementAndGet);
    await().until(() -> turns.get() > 2);
    assertThat(repeated.cancel(false)).isTrue();
  }

  @Test
  void aClosedClockForgetsWhatIsDueAndTakesNoMore() {
    AtomicInteger done = new AtomicInteger();
    clock.later(Duration.ofHours(1), done::incrementAndGet);
    clock.close();
    await().until(clock::isClosed);
    clock.later(Duration.ZERO, done::incrementAndGet);
    assertThat(done).hasValue(0);
  }

  /** As NIO's, but tells until when it is to wait. */
  private IoHandlerFactory observed() {
    IoHandlerFactory factory = NioIoHandler.newFactory();
    return executor -> {
      IoHandler nio = factory.newHandler(executor);
      return new IoHandler() {
        @Override
        public int run(IoHandlerContext context) {
          deadline = context.deadlineNanos();
          return nio.run(context);
        }

        @Override
        public void initialize() {
          nio.initialize();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
          return nio.register(handle);
        }

        @Override
        public void prepareToDestroy() {
          nio.prepareToDestroy();
        }

        @Override
        public void destroy() {
          nio.destroy();
        }

        @Override
        public void wakeup() {
          nio.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
          return nio.isCompatible(type);
        }
      };
    };
  }
}
