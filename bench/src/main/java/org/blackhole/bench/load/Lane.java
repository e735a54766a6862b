// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop. On this loop alone. */
final class Lane {

  /** Connections being made at one time, so that a listener's queue does not overflow. */
  private static final int CONNECTING = 64;

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

  private final Load load;
  private final EventLoop loop;
  private final Connections connections;
  private final Failures failures;
  private final int share;
  private final int first;

  /** Nanoseconds between two messages, 0 for as many as are answered. */
  private final long between;

  private final ChannelGroup channels;
  private final CompletableFuture<Void> allReady = new CompletableFuture<>();
  private final Histogram greetings = new Histogram(LONGEST, 3);
  private final Histogram latencies = new Histogram(LONGEST, 3);
  private final Deque<Client> waiting = new ArrayDeque<>();
  private int opened;
  private int settled;
  private boolean open = true;
  private boolean sending;
  private long messages;
  private long taken;
  private @Nullable Future<?> timer;
  private long began;
  private long firstDue;
  private long begun;

  /**
   * @param first number of its connections; the others follow in steps as long as there are threads
   */
  Lane(Load load, EventLoop loop, Connections connections, int first, Failures failures) {
    this.load = load;
    this.loop = loop;
    this.connections = connections;
    this.first = first;
    this.failures = failures;
    int threads = load.threads();
    share = (load.connections() + threads - 1 - first) / threads;
    between = load.rate() > 0 ? Math.round(1e9 * threads / load.rate()) : 0;
    channels = new DefaultChannelGroup(loop);
  }

  EventLoop loop() {
    return loop;
  }

  boolean isOpen() {
    return open;
  }

  /** Opens the connections; done when each has an answer to EHLO or failed. */
  CompletableFuture<Void> connect() {
    for (int i = 0; i < Math.min(share, CONNECTING); i++) {
      open();
    }
    if (share == 0) {
      allReady.complete(null);
    }
    return allReady;
  }

  private void open() {
    int number = first + opened++ * load.threads();
    ChannelFuture connecting = connections.bootstrap(loop, this, number).connect();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            channels.add(connecting.channel());
          } else {
            failed(String.valueOf(done.cause()), true);
          }
        });
  }

  void greeted(long nanoseconds) {
    greetings.recordValue(Math.min(nanoseconds, LONGEST));
  }

  void ready(Client client) {
    settled();
    waiting.addLast(client);
    if (sending) {
      next();
    }
  }

  private void settled() {
    if (settled < share) {
      settled++;
      if (settled == share) {
        allReady.complete(null);
      } else if (opened < share) {
        open();
      }
    }
  }

  void failed(String what, boolean early) {
    failures.add(what);
    if (early) {
      settled();
    }
  }

  /** A connection was closed after QUIT. */
  void left() {
    if (open) {
      open();
    }
  }

  /** A message of this client was taken. */
  void taken(Client client, long due) {
    latencies.recordValue(Math.min(System.nanoTime() - due, LONGEST));
    messages++;
    taken++;
    if (client.sent() == load.perConnection()) {
      client.quit();
    } else {
      waiting.addLast(client);
    }
    if (sending) {
      next();
    }
  }

  /** From here on messages are sent. */
  void send() {
    sending = true;
    firstDue = System.nanoTime();
    begun = 0;
    if (between > 0) {
      tick();
    } else {
      next();
    }
  }

  private void tick() {
    if (sending) {
      next();
      // With nobody free, the next to be free sends what is due by then.
      long ahead = Math.max(due() - System.nanoTime(), waiting.isEmpty() ? between : 0);
      timer = loop.schedule(this::tick, ahead, TimeUnit.NANOSECONDS);
    }
  }

  private long due() {
    return firstDue + begun * between;
  }

  private void next() {
    while (!waiting.isEmpty()) {
      long now = System.nanoTime();
      if (between > 0 && due() > now) {
        return;
      }
      Client client = waiting.removeFirst();
      if (client.isReady()) {
        client.send(between > 0 ? due() : now);
        begun++;
      }
    }
  }

  /** No more messages are begun. */
  void rest() {
    sending = false;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Counts from zero. */
  void begin() {
    latencies.reset();
    messages = 0;
    began = System.nanoTime();
  }

  /** What was counted since {@link #begin}. */
  Counts counts() {
    return new Counts((System.nanoTime() - began) / 1e9, messages, latencies.copy());
  }

  /** Messages that were taken since the beginning. */
  long taken() {
    return taken;
  }

  /** From the beginning of each connection to its greeting. */
  Histogram greetings() {
    return greetings.copy();
  }

  /** Closes the connections; done when each is. */
  Future<Void> close() {
    open = false;
    rest();
    return channels.close();
  }
}
