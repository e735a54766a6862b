// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Actors at work, each on a thread of its own, from {@link #add} to {@link #close}. */
final class Cast implements AutoCloseable {

  private static final long PATIENCE = Duration.ofSeconds(30).toMillis();

  private final List<Thread> threads = new ArrayList<>();
  private final Outcomes outcomes;
  private volatile boolean over;

  Cast(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * Lets one begin.
   *
   * @param pause between its acts
   */
  void add(String name, Actor actor, Duration pause) {
    Thread thread = new Thread(() -> play(name, actor, pause), name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void play(String name, Actor actor, Duration pause) {
    try {
      while (!over) {
        act(name, actor);
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it ends
    }
  }

  private void act(String name, Actor actor) throws InterruptedException {
    try {
      actor.act();
    } catch (IOException | RuntimeException e) {
      outcomes.wrong(name + ": " + e);
    }
  }

  /** Waits until all have ended what they do. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread thread : threads) {
        thread.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
