// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.blackhole.bench.server.Jvm;

/** Looks at the server from time to time. */
final class Watch {

  /** Between two looks. */
  static final Duration STEP = Duration.ofSeconds(10);

  private final Jvm jvm;
  private final Outcomes outcomes;
  private final Recorder probes;
  private final Report report;
  private final long began = System.nanoTime();
  private long messages;

  Watch(Jvm jvm, Outcomes outcomes, Recorder probes, Report report) {
    this.jvm = jvm;
    this.outcomes = outcomes;
    this.probes = probes;
    this.report = report;
  }

  /** Notes the figures of now, and the answers since the last time. */
  void look(String note) {
    Histogram answers = probes.getIntervalHistogram();
    long replies = outcomes.of("reply 250");
    report.add(
        new Sample(
            (System.nanoTime() - began) / 1e9,
            note,
            replies - messages,
            answers.getTotalCount(),
            answers.getValueAtPercentile(50) / 1e3,
            answers.getValueAtPercentile(99) / 1e3,
            answers.getMaxValue() / 1e3,
            jvm.resident(),
            jvm.heap().used(),
            jvm.direct(),
            jvm.descriptors(),
            jvm.threads(),
            outcomes.wrongs()));
    messages = replies;
  }
}
