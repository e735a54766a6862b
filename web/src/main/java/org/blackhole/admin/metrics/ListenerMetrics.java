// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.Stage;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What {@code /metrics} shows of one listener. For one thread at a time; gauges by any. */
final class ListenerMetrics {

  /** By label, in percent. */
  private static final Map<String, Double> QUANTILES =
      Map.of("0.5", 50.0, "0.9", 90.0, "0.99", 99.0, "0.999", 99.9, "1", 100.0);

  private final MetricRegistry registry;
  private final Tag listener;
  private final RisingCounter sessions;
  private final RisingCounter messages;
  private final RisingCounter refused;
  private final RisingCounter recipients;
  private final RisingCounter octetsIn;
  private final RisingCounter octetsOut;
  private final RisingCounter handshakesFailed;
  private final CounterFamily replies;
  private final Map<Stage, CounterFamily> stages = new EnumMap<>(Stage.class);
  private final CounterFamily extensions;
  private final CounterFamily handshakes;
  private final AtomicLong live = new AtomicLong();
  private final LastMinute latencies = new LastMinute();

  ListenerMetrics(MetricRegistry registry, String name) {
    this.registry = registry;
    listener = new Tag("listener", name);
    sessions = counter(Metrics.SESSIONS);
    messages = counter(Metrics.MESSAGES);
    refused = counter(Metrics.REFUSED);
    recipients = counter(Metrics.RECIPIENTS);
    octetsIn = counter(Metrics.IN);
    octetsOut = counter(Metrics.OUT);
    handshakesFailed = counter(Metrics.HANDSHAKES_FAILED);
    replies = new CounterFamily(registry, Metrics.REPLIES, "code", listener);
    extensions = new CounterFamily(registry, Metrics.EXTENSIONS, "extension", listener);
    handshakes = new CounterFamily(registry, Metrics.HANDSHAKES, "version", listener);
    registry.gauge(Metrics.LIVE, live, AtomicLong::get, listener);
    QUANTILES.forEach(
        (quantile, percent) ->
            registry.gauge(
                Metrics.LATENCY,
                latencies,
                last -> seconds(last.now(), percent),
                listener,
                new Tag("quantile", quantile)));
  }

  private RisingCounter counter(Metadata metadata) {
    return new RisingCounter(registry.counter(metadata, listener));
  }

  /** Takes over totals at this time in nanoseconds. */
  void update(long now, Counts counts) {
    sessions.riseTo(counts.sessions());
    live.set(counts.live());
    messages.riseTo(counts.messages());
    refused.riseTo(counts.refused());
    recipients.riseTo(counts.recipients());
    octetsIn.riseTo(counts.octetsIn());
    octetsOut.riseTo(counts.octetsOut());
    replies.riseTo(counts.replies());
    counts
        .stages()
        .forEach((stage, codes) -> stages.computeIfAbsent(stage, this::codesOf).riseTo(codes));
    extensions.riseTo(counts.extensions());
    handshakes.riseTo(counts.handshakes());
    handshakesFailed.riseTo(counts.handshakesFailed());
    latencies.sample(now, counts.latencies());
  }

  private CounterFamily codesOf(Stage stage) {
    return new CounterFamily(
        registry, Metrics.STAGES, "code", listener, new Tag("stage", stage.label()));
  }

  /** A summary of Prometheus without observations shows NaN; a 0 would be a time. */
  private static double seconds(Latencies latencies, double percent) {
    return latencies.count() == 0 ? Double.NaN : latencies.percentile(percent) / 1e6;
  }
}
