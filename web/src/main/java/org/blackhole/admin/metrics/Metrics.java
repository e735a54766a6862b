// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricUnits;

/** All there is at {@code /metrics} of the application, with unit and help. */
final class Metrics {

  static final Metadata SESSIONS =
      metric("smtp_sessions", "Sessions begun, those refused included", MetricUnits.NONE);
  static final Metadata LIVE = metric("smtp_sessions_live", "Sessions open now", MetricUnits.NONE);
  static final Metadata MESSAGES = metric("smtp_messages", "Messages accepted", MetricUnits.NONE);
  static final Metadata REFUSED =
      metric(
          "smtp_messages_refused",
          "Messages received to their end and then refused",
          MetricUnits.NONE);
  static final Metadata RECIPIENTS =
      metric("smtp_recipients", "Recipients accepted", MetricUnits.NONE);
  static final Metadata IN =
      metric("smtp_received", "Octets received, after decryption", MetricUnits.BYTES);
  static final Metadata OUT =
      metric("smtp_sent", "Octets sent, before encryption", MetricUnits.BYTES);
  static final Metadata REPLIES = metric("smtp_replies", "Replies sent, by code", MetricUnits.NONE);
  static final Metadata STAGES =
      metric("smtp_stage_replies", "Replies sent, by stage and code", MetricUnits.NONE);
  static final Metadata EXTENSIONS =
      metric("smtp_extensions_used", "Uses of an extension, by keyword", MetricUnits.NONE);
  static final Metadata HANDSHAKES =
      metric("smtp_tls_handshakes", "TLS handshakes done, by version", MetricUnits.NONE);
  static final Metadata HANDSHAKES_FAILED =
      metric("smtp_tls_handshakes_failed", "TLS handshakes that failed", MetricUnits.NONE);
  static final Metadata LATENCY =
      metric(
          "smtp_message_latency",
          "From the end of a message to its answer, delays included, over the last minute",
          MetricUnits.SECONDS);
  static final Metadata STATE =
      metric("smtp_listener_state", "1 for the state a listener is in, else 0", MetricUnits.NONE);
  static final Metadata DECISIONS =
      metric("blackhole_decisions", "Decisions of the policy, by rule", MetricUnits.NONE);
  static final Metadata MODES =
      metric("blackhole_mode_decisions", "Decisions of the policy, by mode", MetricUnits.NONE);
  static final Metadata TAGS =
      metric("blackhole_tags", "Tags that sessions were given, by tag", MetricUnits.NONE);
  static final Metadata REVISION =
      metric(
          "blackhole_policy_revision",
          "The revision of the policy in force; 0 while none can be read",
          MetricUnits.NONE);
  static final Metadata STARTED =
      metric(
          "blackhole_start_time", "When the application started, since 1970", MetricUnits.SECONDS);
  static final Metadata FAULTS =
      metric(
          "blackhole_faults",
          "What keeps the server from being ready, as in /health/ready",
          MetricUnits.NONE);
  static final Metadata WARNINGS =
      metric(
          "blackhole_warnings",
          "What somebody should see to though the server is ready, as in /health/ready",
          MetricUnits.NONE);
  static final Metadata READERS =
      metric("blackhole_event_readers", "Readers of /api/v1/events now", MetricUnits.NONE);

  static final Metadata BUFFERS =
      metric(
          "smtp_buffers_used",
          "Direct memory that the buffers of sessions have taken",
          MetricUnits.BYTES);
  static final Metadata BUFFERS_MOST =
      metric("smtp_buffers_max", "Direct memory that these buffers may take", MetricUnits.BYTES);
  static final Metadata JOURNAL =
      metric(
          "blackhole_journal_size", "Octets that the sessions kept take, about", MetricUnits.BYTES);

  /** What only grows. */
  static final List<Metadata> COUNTERS =
      List.of(
          SESSIONS,
          MESSAGES,
          REFUSED,
          RECIPIENTS,
          IN,
          OUT,
          REPLIES,
          STAGES,
          EXTENSIONS,
          HANDSHAKES,
          HANDSHAKES_FAILED,
          DECISIONS,
          MODES,
          TAGS);

  /** What is so now. */
  static final List<Metadata> GAUGES =
      List.of(
          LIVE,
          LATENCY,
          STATE,
          REVISION,
          STARTED,
          FAULTS,
          WARNINGS,
          READERS,
          BUFFERS,
          BUFFERS_MOST,
          JOURNAL);

  private Metrics() {}

  private static Metadata metric(String name, String description, String unit) {
    return Metadata.builder().withName(name).withDescription(description).withUnit(unit).build();
  }
}
