// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.journal.Statistics;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The totals at {@code /metrics}. A counter of MicroProfile Metrics only takes increments, so each
 * update adds what a total has grown by; new codes and listeners are registered as they appear.
 */
@Singleton
public final class ServerMetrics {

  /** By label, in percent. */
  private static final Map<String, Double> QUANTILES =
      Map.of("0.5", 50.0, "0.9", 90.0, "0.99", 99.0, "0.999", 99.9, "1", 100.0);

  private final MetricRegistry registry;
  private final Map<MetricID, AtomicLong> live = new ConcurrentHashMap<>();
  private final Map<String, LastMinute> latencies = new ConcurrentHashMap<>();

  @Inject
  public ServerMetrics(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Takes totals over at this time in nanoseconds. Called by one thread at a time. */
  synchronized void update(long now, Statistics.Report totals) {
    totals.listeners().forEach(this::update);
    totals
        .listeners()
        .forEach(
            (name, counts) ->
                latencies
                    .computeIfAbsent(name, this::latencyGauges)
                    .sample(now, counts.latencies()));
    grow(Metrics.DECISIONS, "rule", totals.rules());
    grow(Metrics.MODES, "mode", totals.modes());
    grow(Metrics.TAGS, "tag", totals.tags());
  }

  private void update(String name, Counts counts) {
    Tag listener = new Tag("listener", name);
    grow(Metrics.SESSIONS, counts.sessions(), listener);
    live(counts.live(), listener);
    grow(Metrics.MESSAGES, counts.messages(), listener);
    grow(Metrics.REFUSED, counts.refused(), listener);
    grow(Metrics.RECIPIENTS, counts.recipients(), listener);
    grow(Metrics.IN, counts.octetsIn(), listener);
    grow(Metrics.OUT, counts.octetsOut(), listener);
    grow(Metrics.REPLIES, "code", counts.replies(), listener);
    counts
        .stages()
        .forEach(
            (stage, codes) ->
                grow(Metrics.STAGES, "code", codes, listener, new Tag("stage", stage.label())));
    grow(Metrics.EXTENSIONS, "extension", counts.extensions(), listener);
    grow(Metrics.HANDSHAKES, "version", counts.handshakes(), listener);
    grow(Metrics.HANDSHAKES_FAILED, counts.handshakesFailed(), listener);
  }

  /** Each entry, its key as one label more. */
  private void grow(Metadata metadata, String label, Map<?, Long> totals, Tag... tags) {
    totals.forEach(
        (key, total) -> {
          Tag[] all = Arrays.copyOf(tags, tags.length + 1);
          all[tags.length] = new Tag(label, key.toString());
          grow(metadata, total, all);
        });
  }

  private void grow(Metadata metadata, long total, Tag... tags) {
    Counter counter = registry.counter(metadata, tags);
    long growth = total - counter.getCount();
    if (growth > 0) {
      counter.inc(growth);
    }
  }

  private void live(long count, Tag listener) {
    live.computeIfAbsent(
            new MetricID(Metrics.LIVE.getName(), listener),
            id -> {
              AtomicLong value = new AtomicLong();
              registry.gauge(Metrics.LIVE, value, AtomicLong::get, listener);
              return value;
            })
        .set(count);
  }

  private LastMinute latencyGauges(String name) {
    LastMinute minute = new LastMinute();
    QUANTILES.forEach(
        (quantile, percent) ->
            registry.gauge(
                Metrics.LATENCY,
                minute,
                last -> seconds(last.now(), percent),
                new Tag("listener", name),
                new Tag("quantile", quantile)));
    return minute;
  }

  /** A summary of Prometheus without observations shows NaN; a 0 would be a time. */
  private static double seconds(Latencies latencies, double percent) {
    return latencies.count() == 0 ? Double.NaN : latencies.percentile(percent) / 1e6;
  }
}
