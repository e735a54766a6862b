// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Latencies;
import org.blackhole.smtp.api.Stage;

/**
 * Counts of one listener. Any thread may count and read; a snapshot is exact once nothing is under
 * way.
 */
public final class Tally {

  private static final Stage[] STAGES = Stage.values();
  private static final int FIRST_CODE = 200;
  private static final int CODES = 400;

  private final LongAdder sessions = new LongAdder();
  private final LongAdder live = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder recipients = new LongAdder();
  private final LongAdder octetsIn = new LongAdder();
  private final LongAdder octetsOut = new LongAdder();
  private final LongAdder handshakesFailed = new LongAdder();
  private final AtomicReferenceArray<LongAdder> replies =
      new AtomicReferenceArray<>(STAGES.length * CODES);
  private final Map<Extension, LongAdder> extensions = new EnumMap<>(Extension.class);
  private final Map<String, LongAdder> handshakes = new ConcurrentHashMap<>();

  public Tally() {
    for (Extension extension : Extension.values()) {
      if (isCounted(extension)) {
        extensions.put(extension, new LongAdder());
      }
    }
  }

  /** Whether its uses are counted: it shows in what a client says. */
  private static boolean isCounted(Extension extension) {
    return extension != Extension.ENHANCED_STATUS_CODES && extension != Extension.LIMITS;
  }

  /** A connection was taken. */
  public void opened() {
    sessions.increment();
    live.increment();
  }

  /** How many connections were taken. */
  public long sessions() {
    return sessions.sum();
  }

  /** A connection is gone. */
  public void closed() {
    live.decrement();
  }

  /** Octets were received. */
  public void received(long octets) {
    octetsIn.add(octets);
  }

  /** Octets were sent. */
  public void sent(long octets) {
    octetsOut.add(octets);
  }

  /** A TLS handshake is done. */
  public void handshake(String version) {
    handshakes.computeIfAbsent(version, v -> new LongAdder()).increment();
  }

  /** A TLS handshake failed. */
  public void handshakeFailed() {
    handshakesFailed.increment();
  }

  /** Counters lie in one array, as an adder is looked up for every reply. */
  @SuppressWarnings("EnumOrdinal")
  private static int cell(Stage stage, int code) {
    return stage.ordinal() * CODES + code;
  }

  /** A reply that no dialogue said. */
  public void reply(int code) {
    reply(Stage.OTHER, code);
  }

  void reply(Stage stage, int code) {
    int cell = cell(stage, code - FIRST_CODE);
    LongAdder adder = replies.get(cell);
    if (adder == null) {
      replies.compareAndSet(cell, null, new LongAdder());
      adder = replies.get(cell);
    }
    adder.increment();
  }

  void message(boolean accepted) {
    (accepted ? messages : refused).increment();
  }

  void recipient() {
    recipients.increment();
  }

  void used(Extension extension) {
    LongAdder adder = extensions.get(extension);
    if (adder != null) {
      adder.increment();
    }
  }

  /** All counts now, with the times that were measured elsewhere. */
  public Counts counts(Latencies latencies) {
    Map<Integer, Long> byCode = new TreeMap<>();
    Map<Stage, Map<Integer, Long>> byStage = new EnumMap<>(Stage.class);
    for (Stage stage : STAGES) {
      for (int i = 0; i < CODES; i++) {
        LongAdder adder = replies.get(cell(stage, i));
        if (adder != null) {
          int code = FIRST_CODE + i;
          long n = adder.sum();
          byCode.merge(code, n, Long::sum);
          byStage.computeIfAbsent(stage, s -> new TreeMap<>()).put(code, n);
        }
      }
    }
    Map<String, Long> used = new LinkedHashMap<>();
    extensions.forEach((extension, adder) -> used.put(extension.keyword(), adder.sum()));
    Map<String, Long> byVersion = new TreeMap<>();
    handshakes.forEach((version, adder) -> byVersion.put(version, adder.sum()));
    return new Counts(
        sessions.sum(),
        live.sum(),
        messages.sum(),
        refused.sum(),
        recipients.sum(),
        octetsIn.sum(),
        octetsOut.sum(),
        byCode,
        byStage,
        used,
        byVersion,
        handshakesFailed.sum(),
        latencies);
  }
}
