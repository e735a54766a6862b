// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.crowd;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients that send mail without end, a few messages on each connection, and take note of what they
 * hear. A server may refuse a connection, and may say 421 at any time; it may not leave a client
 * that has come through without an answer.
 */
public final class Crowd implements AutoCloseable {

  /** While nobody listens; else the clients take the processors from who is to listen. */
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final int ENOUGH_TO_TELL = 20;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();
  private final AtomicLong visits = new AtomicLong();
  private final AtomicLong cut = new AtomicLong();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;
  private final List<Future<?>> clients;

  /**
   * Begins.
   *
   * @param clients how many there are for each door
   */
  public Crowd(int clients, Door... doors) {
    this.threads = Executors.newFixedThreadPool(clients * doors.length);
    this.clients =
        IntStream.range(0, clients * doors.length)
            .<Future<?>>mapToObj(i -> threads.submit(() -> come(doors[i % doors.length], i)))
            .toList();
  }

  private void come(Door door, int turn) {
    for (int i = turn; !over.get(); i++) {
      Visit visit = new Visit(door, 1 + i % 3, accepted::incrementAndGet);
      switch (visit.make()) {
        case SERVED -> visits.incrementAndGet();
        case TURNED_AWAY -> turnedAway.incrementAndGet();
        case NOBODY_THERE -> LockSupport.parkNanos(AGAIN_NANOS);
        case CUT -> {
          if (cut.incrementAndGet() <= ENOUGH_TO_TELL) {
            examples.add(visit.last());
          }
        }
      }
    }
  }

  /** Messages that got their 250. */
  public long accepted() {
    return accepted.get();
  }

  /** Sessions that heard 421. */
  public long turnedAway() {
    return turnedAway.get();
  }

  /** Sessions that went to their end. */
  public long visits() {
    return visits.get();
  }

  /** Sessions that ended without an answer: what was said last, and what came in its place. */
  public List<String> cut() {
    return List.copyOf(examples);
  }

  /** The clients end the sessions they are in, and go. */
  public void leave() throws InterruptedException {
    over.set(true);
    for (Future<?> client : clients) {
      try {
        client.get(60, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new AssertionError("a client failed or hangs", e);
      }
    }
  }

  @Override
  public void close() {
    over.set(true);
    threads.shutdownNow();
  }
}
