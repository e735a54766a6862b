// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.blackhole.journal.Statistics;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The totals at {@code /metrics}; new codes and listeners are registered as they appear. */
@Singleton
public final class ServerMetrics {

  private final MetricRegistry registry;
  private final Map<String, ListenerMetrics> listeners = new HashMap<>();
  private final CounterFamily rules;
  private final CounterFamily modes;
  private final CounterFamily tags;

  @Inject
  public ServerMetrics(MetricRegistry registry) {
    this.registry = registry;
    rules = new CounterFamily(registry, Metrics.DECISIONS, "rule");
    modes = new CounterFamily(registry, Metrics.MODES, "mode");
    tags = new CounterFamily(registry, Metrics.TAGS, "tag");
  }

  /** Takes totals over at this time in nanoseconds. Called by one thread at a time. */
  synchronized void update(long now, Statistics.Report totals) {
    totals
        .listeners()
        .forEach(
            (name, counts) ->
                listeners
                    .computeIfAbsent(name, one -> new ListenerMetrics(registry, one))
                    .update(now, counts));
    rules.riseTo(totals.rules());
    modes.riseTo(totals.modes());
    tags.riseTo(totals.tags());
  }
}
