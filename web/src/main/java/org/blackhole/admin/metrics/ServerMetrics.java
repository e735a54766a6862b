// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The totals at {@code /metrics}. A counter of MicroProfile Metrics only takes increments, so each
 * update adds what a total has grown by; new codes and listeners are registered as they appear.
 */
@Singleton
public final class ServerMetrics {

  private static final Metadata SESSIONS =
      metric("smtp_sessions", "Sessions begun, those refused included", MetricUnits.NONE);
  private static final Metadata LIVE =
      metric("smtp_sessions_live", "Sessions open now", MetricUnits.NONE);
  private static final Metadata MESSAGES =
      metric("smtp_messages", "Messages accepted", MetricUnits.NONE);
  private static final Metadata REFUSED =
      metric(
          "smtp_messages_refused",
          "Messages received to their end and then refused",
          MetricUnits.NONE);
  private static final Metadata RECIPIENTS =
      metric("smtp_recipients", "Recipients accepted", MetricUnits.NONE);
  private static final Metadata IN =
      metric("smtp_received", "Octets received, after decryption", MetricUnits.BYTES);
  private static final Metadata OUT =
      metric("smtp_sent", "Octets sent, before encryption", MetricUnits.BYTES);
  private static final Metadata REPLIES =
      metric("smtp_replies", "Replies sent, by code", MetricUnits.NONE);
  private static final Metadata HANDSHAKES =
      metric("smtp_tls_handshakes", "TLS handshakes done, by version", MetricUnits.NONE);
  private static final Metadata HANDSHAKES_FAILED =
      metric("smtp_tls_handshakes_failed", "TLS handshakes that failed", MetricUnits.NONE);
  private static final Metadata LATENCY =
      metric(
          "smtp_message_latency",
          "From the end of a message to its answer, delays included, over the last minute",
          MetricUnits.SECONDS);
  private static final Metadata DECISIONS =
      metric("blackhole_decisions", "Decisions of the policy, by rule", MetricUnits.NONE);

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
    totals.rules().forEach((rule, count) -> grow(DECISIONS, count, new Tag("rule", rule)));
  }

  private void update(String name, Counts counts) {
    Tag listener = new Tag("listener", name);
    grow(SESSIONS, counts.sessions(), listener);
    live(counts.live(), listener);
    grow(MESSAGES, counts.messages(), listener);
    grow(REFUSED, counts.refused(), listener);
    grow(RECIPIENTS, counts.recipients(), listener);
    grow(IN, counts.octetsIn(), listener);
    grow(OUT, counts.octetsOut(), listener);
    counts
        .replies()
        .forEach(
            (code, count) ->
                grow(REPLIES, count, listener, new Tag("code", Integer.toString(code))));
    counts
        .handshakes()
        .forEach(
            (version, count) -> grow(HANDSHAKES, count, listener, new Tag("version", version)));
    grow(HANDSHAKES_FAILED, counts.handshakesFailed(), listener);
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
            new MetricID(LIVE.getName(), listener),
            id -> {
              AtomicLong value = new AtomicLong();
              registry.gauge(LIVE, value, AtomicLong::get, listener);
              return value;
            })
        .set(count);
  }

  private LastMinute latencyGauges(String name) {
    LastMinute minute = new LastMinute();
    QUANTILES.forEach(
        (quantile, percent) ->
            registry.gauge(
                LATENCY,
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

  private static Metadata metric(String name, String description, String unit) {
    return Metadata.builder().withName(name).withDescription(description).withUnit(unit).build();
  }
}
