// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.blackhole.journal.Statistics;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/** Once a second: metrics and rates take over what was counted. On a thread of the container's. */
@Singleton
public class Tick {

  private static final Logger LOG = EscapedLog.named(Tick.class.getName());

  private final Statistics statistics;
  private final ServerMetrics metrics;
  private final Rates rates;
  private @Nullable ScheduledFuture<?> timer;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  @Inject
  public Tick(Statistics statistics, ServerMetrics metrics, Rates rates) {
    this.statistics = statistics;
    this.metrics = metrics;
    this.rates = rates;
  }

  void start(@Observes Startup event) {
    timer = scheduler.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void tick() {
    try {
      Statistics.Report totals = statistics.totals();
      long now = System.nanoTime();
      metrics.update(now, totals);
      rates.sample(now, totals.total());
    } catch (RuntimeException e) {
      // A timer that throws is not called again.
      LOG.log(Level.WARNING, "The metrics could not be updated", e);
    }
  }
}
