// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.Stage;

/** Arithmetic on {@link Counts}. Of sessions that live, the first operand's number is kept. */
final class Sums {

  static final Counts ZERO =
      new Counts(0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), 0, Latencies.NONE);

  private Sums() {}

  static Counts plus(Counts a, Counts b) {
    return combine(a, b, Long::sum, a.latencies().plus(b.latencies()));
  }

  static Counts minus(Counts a, Counts b) {
    return combine(a, b, (x, y) -> x - y, a.latencies().minus(b.latencies()));
  }

  static Counts withLive(Counts c, long live) {
    return new Counts(
        c.sessions(),
        live,
        c.messages(),
        c.refused(),
        c.recipients(),
        c.octetsIn(),
        c.octetsOut(),
        c.replies(),
        c.stages(),
        c.extensions(),
        c.handshakes(),
        c.handshakesFailed(),
        c.latencies());
  }

  /** Entries that come to zero are left out. */
  static <K> Map<K, Long> combine(Map<K, Long> a, Map<K, Long> b, LongBinaryOperator op) {
    Map<K, Long> out = new LinkedHashMap<>();
    new TreeMap<>(a).forEach((k, v) -> out.put(k, op.applyAsLong(v, b.getOrDefault(k, 0L))));
    new TreeMap<>(b).forEach((k, v) -> out.computeIfAbsent(k, n -> op.applyAsLong(0, v)));
    out.values().removeIf(v -> v == 0);
    return out;
  }

  private static Counts combine(Counts a, Counts b, LongBinaryOperator op, Latencies latencies) {
    return new Counts(
        op.applyAsLong(a.sessions(), b.sessions()),
        a.live(),
        op.applyAsLong(a.messages(), b.messages()),
        op.applyAsLong(a.refused(), b.refused()),
        op.applyAsLong(a.recipients(), b.recipients()),
        op.applyAsLong(a.octetsIn(), b.octetsIn()),
        op.applyAsLong(a.octetsOut(), b.octetsOut()),
        combine(a.replies(), b.replies(), op),
        combineStages(a.stages(), b.stages(), op),
        combine(a.extensions(), b.extensions(), op),
        combine(a.handshakes(), b.handshakes(), op),
        op.applyAsLong(a.handshakesFailed(), b.handshakesFailed()),
        latencies);
  }

  private static Map<Stage, Map<Integer, Long>> combineStages(
      Map<Stage, Map<Integer, Long>> a, Map<Stage, Map<Integer, Long>> b, LongBinaryOperator op) {
    Map<Stage, Map<Integer, Long>> out = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      Map<Integer, Long> combined =
          combine(a.getOrDefault(stage, Map.of()), b.getOrDefault(stage, Map.of()), op);
      if (!combined.isEmpty()) {
        out.put(stage, combined);
      }
    }
    return out;
  }
}
