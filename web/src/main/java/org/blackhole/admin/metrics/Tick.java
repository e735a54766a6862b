// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackhole.admin.events.EventStreams;
import org.blackhole.admin.events.ListenerWatch;
import org.blackhole.journal.Events;
import org.blackhole.journal.Statistics;
import org.blackhole.journal.history.History;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Once a second, shortly after it begins: metrics, rates and history take over what was counted. On
 * a thread of the container's; the history, which may wait for a disk, has another.
 */
@Singleton
public class Tick {

  private static final Logger LOG = EscapedLog.named(Tick.class.getName());
  private static final long SECOND = 1000;

  private final Statistics statistics;
  private final ServerMetrics metrics;
  private final Instance<StateMetrics> states;
  private final Rates rates;
  private final History history;
  private final Events events;
  private final EventStreams streams;
  private final ListenerWatch listeners;
  private final AtomicBoolean recording = new AtomicBoolean();
  private @Nullable ScheduledFuture<?> timer;
  private boolean stopped;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  @Inject
  public Tick(
      Statistics statistics,
      ServerMetrics metrics,
      Instance<StateMetrics> states,
      Rates rates,
      History history,
      Events events,
      EventStreams streams,
      ListenerWatch listeners) {
    this.statistics = statistics;
    this.metrics = metrics;
    this.states = states;
    this.rates = rates;
    this.history = history;
    this.events = events;
    this.streams = streams;
    this.listeners = listeners;
  }

  void start(@Observes Startup event) {
    schedule(0);
  }

  @PreDestroy
  synchronized void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private synchronized void schedule(long millis) {
    if (!stopped) {
      timer = scheduler.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    try {
      look();
      schedule(SECOND - System.currentTimeMillis() % SECOND);
    } catch (RejectedExecutionException e) {
      // The server stops, and whoever follows its events would hold it up for half a minute.
      streams.stop();
    }
  }

  private void look() {
    try {
      Statistics.Report totals = statistics.totals(listeners.look());
      long now = System.nanoTime();
      metrics.update(now, totals);
      // What it shows may have to wait for a database, which is for no start to do.
      states.get().register(totals.listeners().keySet());
      rates.sample(now, totals.total());
      record(now, totals.listeners());
      events.settle();
    } catch (RejectedExecutionException e) {
      throw e;
    } catch (RuntimeException e) {
      // The next is due all the same.
      LOG.log(Level.WARNING, "The metrics could not be updated", e);
    }
  }

  /** What a disk that hangs leaves out, the next row has. */
  private void record(long now, Map<String, Counts> totals) {
    if (recording.compareAndSet(false, true)) {
      Instant time = Instant.now();
      scheduler.execute(
          () -> {
            try {
              history.record(time, now, totals);
            } finally {
              recording.set(false);
            }
          });
    }
  }
}
